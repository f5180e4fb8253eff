// Which cell of its window wins a max pool.
import type { StageFigure } from "../reading/answers";
import { sizeOf, valueAt } from "./numbers";
import { maxPoolWindow, type Params, type Region } from "./windows";

export type Cell = readonly [map: number, row: number, column: number];

/** The first of the largest numbers of a window in reading order; null where none is above zero. */
export function winnerOf(figure: StageFigure, region: Region): Cell | null {
  const [[map] = [0], [top, bottom] = [0, 0], [left, right] = [0, 0]] = region;
  let winner: Cell | null = null;
  let largest = 0;
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) {
      const value = valueAt(figure, [map, row, column]);
      if (value <= largest) continue;
      largest = value;
      winner = [map, row, column];
    }
  }
  return winner;
}

/** Whether each cell of a max pool's input wins its window: one row of bytes for each map, cells in reading order. */
export function winnersOf(input: StageFigure, output: StageFigure, params: Params): Uint8Array[] {
  const [inputShape, outputShape] = [sizeOf(input), sizeOf(output)];
  const [maps = 0, height = 0, width = 0] = inputShape;
  const [, rows = 0, columns = 0] = outputShape;
  return Array.from({ length: maps }, (_, map) => {
    const wins = new Uint8Array(height * width);
    for (let cell = 0; cell < rows * columns; cell += 1) {
      const index = [map, Math.floor(cell / columns), cell % columns];
      const winner = winnerOf(input, maxPoolWindow({ params, inputShape, outputShape, index }));
      if (winner) wins[winner[1] * width + winner[2]] = 1;
    }
    return wins;
  });
}
