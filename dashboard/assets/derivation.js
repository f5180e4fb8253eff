/* The chosen number: its largest terms, what the others add up to, and its receptive field, outlined on the input. */
(function () {
  "use strict";
  const find = (id) => document.getElementById(id);

  function element(type, children, className) {
    const node = document.createElement(type);
    node.append(...children);
    if (className) node.className = className;
    return node;
  }

  /* The 28 × 28 input with the pixels that the number depends on in a frame. */
  function field([top, left, height, width], label) {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 28, height: 28 });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
    const { stages } = window.lenetlab.view();
    const centred = stages.find((stage) => stage.name === "centre").panes.slice(-1)[0].figure;
    const context = canvas.getContext("2d");
    const image = context.createImageData(28, 28);
    window.lenetlab.numbers.mapOf(centred, 0).flat().forEach((ink, i) => {
      const inside = Math.floor(i / 28) >= top && Math.floor(i / 28) < top + height && i % 28 >= left && i % 28 < left + width;
      image.data.set([16 + 239 * ink, 20 + 235 * ink, 31 + 224 * ink, inside ? 255 : 90], 4 * i);
    });
    context.putImageData(image, 0, 0);
    const frame = element("div", [], "field-frame");
    const part = (number) => `${(100 * number) / 28}%`;
    Object.assign(frame.style, { top: part(top), left: part(left), height: part(height), width: part(width) });
    return element("div", [canvas, frame], "field");
  }

  function ledger({ head, terms, rest, bias, total }) {
    const headings = head.map((name) => Object.assign(element("th", [name]), { scope: "col" }));
    const rows = terms.map(([place, ...numbers]) =>
      element("tr", [Object.assign(element("th", [place]), { scope: "row" }), ...numbers.map((text) => element("td", [text]))]));
    const table = element("table", [element("thead", [element("tr", headings)]), element("tbody", rows)]);
    const lines = [rest, bias, total].filter(Boolean).map((text) => element("li", [text]));
    return element("div", [table, element("ul", lines)], "ledger");
  }

  function show(derivation) {
    const node = find("derivation");
    const { view, replacePane } = window.lenetlab;
    const current = derivation && view().stage && view().stage.name === derivation.stage;
    node.replaceChildren();
    if (!current) return;
    const { title, how, sees } = derivation;
    node.append(
      element("h4", [title]),
      element("p", [how]),
      element("div", [ledger(derivation), element("figure", [field(derivation.field, sees), element("figcaption", [sees])])], "derivation-body"),
    );
    if (derivation.pane) replacePane(derivation.pane);
  }

  window.lenetlab = Object.assign({}, window.lenetlab, { derivation: { clear: () => find("derivation").replaceChildren() } });
  window.dash_clientside = Object.assign({}, window.dash_clientside, { derivation: { show } });
})();
