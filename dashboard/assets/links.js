/* What belongs together: the cells of the input that a cell of the output was made from, stage by stage. */
(function () {
  "use strict";

  /* A block of cells in a picture; map null means the same place in every map. */
  const block = (slot, map, row, column, height, width) => ({ slot, map, row, column, height, width: width || height });

  /* Start and end of the cells that an adaptive average takes, as PyTorch shares them out. */
  function share(index, inputs, outputs) {
    return [Math.floor((index * inputs) / outputs), Math.ceil(((index + 1) * inputs) / outputs)];
  }

  function averaged(view, [map, row, column]) {
    const { sizeOf } = window.lenetlab.numbers;
    const [, height, width] = sizeOf(view.panes.before.figure);
    const [, rows, columns] = sizeOf(view.panes.stage.figure);
    const [top, bottom] = share(row, height, rows);
    const [left, right] = share(column, width, columns);
    return block("before", map, top, left, bottom - top, right - left);
  }

  function unflattened(view, [unit]) {
    const [, height, width] = window.lenetlab.numbers.sizeOf(view.panes.before.figure);
    const map = Math.floor(unit / (height * width));
    const rest = unit % (height * width);
    return block("before", map, Math.floor(rest / width), rest % width, 1);
  }

  const same = (view, index) => [index.length === 1 ? { slot: "before", unit: index[0] } : block("before", ...index, 1)];

  const SOURCES = {
    crop: ({ stage }, [, row, column]) => [block("before", 0, row + stage.params.top, column + stage.params.left, 1)],
    input: same,
    relu: same,
    softmax: same,
    conv({ stage, panes }, [map, row, column]) {
      const { kernel_size: side, stride, padding } = stage.params;
      const window_ = block("before", null, row * stride - padding, column * stride - padding, side);
      const [inputs] = window.lenetlab.numbers.sizeOf(panes.before.figure);
      return inputs === 1 && panes.kernels ? [window_, block("kernels", map, 0, 0, side)] : [window_];
    },
    max_pool: ({ stage }, [map, row, column]) => {
      const side = stage.params.kernel_size;
      return [block("before", map, row * side, column * side, side)];
    },
    avg_pool: (view, index) => [averaged(view, index)],
    flatten: (view, index) => [unflattened(view, index)],
  };

  /* What the cell [map, row, column] or [unit] of the stage was made from. */
  const sources = (view, index) => (SOURCES[view.stage.kind] ? SOURCES[view.stage.kind](view, index) : []);

  /* Where the largest number of a window stands, the first one in reading order; null where all are zero. */
  function winner(stage, figure, map, row, column) {
    const { value } = window.lenetlab.numbers;
    const side = stage.params.kernel_size;
    let best = null;
    let most = 0;
    for (let i = 0; i < side * side; i += 1) {
      const place = [row * side + Math.floor(i / side), column * side + (i % side)];
      const number = value(figure, [map, ...place]);
      if (number > most) [best, most] = [place, number];
    }
    return best;
  }

  function winners(stage, figure, map) {
    const [, height, width] = window.lenetlab.numbers.sizeOf(figure);
    const side = stage.params.kernel_size;
    const found = [];
    for (let row = 0; row < Math.floor(height / side); row += 1) {
      for (let column = 0; column < Math.floor(width / side); column += 1) {
        const place = winner(stage, figure, map, row, column);
        if (place) found.push(place);
      }
    }
    return found;
  }

  window.lenetlab = Object.assign({}, window.lenetlab, { links: { sources, winner, winners } });
})();
