/* The numbers behind a picture as a table, made only while it is open: one map at a time, or every unit. */
(function () {
  "use strict";
  const details = () => document.getElementById("stage-table");
  let shown = { slot: "stage", map: 0 };

  const escape = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

  /* Every map of every picture in view, by name. */
  function choices() {
    const { view, numbers } = window.lenetlab;
    return Object.entries(view().panes).flatMap(([slot, pane]) => {
      const size = numbers.sizeOf(pane.figure);
      if (!size.length) return [];
      if (size.length === 1) return [{ slot, map: 0, name: pane.title }];
      const { names } = numbers.tilesOf(pane.figure);
      return names.map((name, map) => ({ slot, map, name: names.length > 1 ? `${pane.title}, ${name}` : pane.title }));
    });
  }

  function ofMap(figure, map) {
    const { numbers, say } = window.lenetlab;
    const rows = numbers.mapOf(figure, map);
    const head = rows[0].map((_, column) => `<th scope="col">${column}</th>`).join("");
    const body = rows.map((row, i) =>
      `<tr><th scope="row">${i}</th>${row.map((value) => `<td>${numbers.text(value)}</td>`).join("")}</tr>`);
    return `<thead><tr><th scope="col">${say("table.row")}\\${say("table.column")}</th>${head}</tr></thead><tbody>${body.join("")}</tbody>`;
  }

  function ofUnits(figure) {
    const { numbers, say } = window.lenetlab;
    const [units] = numbers.sizeOf(figure);
    const body = Array.from({ length: units }, (_, unit) =>
      `<tr><th scope="row">${unit}</th><td>${numbers.text(numbers.value(figure, [unit]))}</td></tr>`);
    const head = `<th scope="col">${figure.layout.meta.label}</th><th scope="col">${say("table.value")}</th>`;
    return `<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody>`;
  }

  function update() {
    const node = details();
    const { view, numbers, say } = window.lenetlab;
    const body = node.querySelector(".table-body");
    if (!node.open || !view().stage) {
      body.textContent = "";
      return;
    }
    const all = choices();
    const found = all.findIndex(({ slot, map }) => slot === shown.slot && map === shown.map);
    const at = found < 0 ? all.findIndex(({ slot }) => slot === "stage") : found;
    const { slot, map, name } = all[at];
    const { figure } = view().panes[slot];
    const options = all.map((choice, i) =>
      `<option value="${i}"${i === at ? " selected" : ""}>${escape(choice.name)}</option>`);
    const table = numbers.sizeOf(figure).length === 1 ? ofUnits(figure) : ofMap(figure, map);
    const caption = escape(say("table.caption", { title: view().stage.title, name }));
    body.innerHTML = `<label class="choice"><span>${say("table.map")}</span><select class="form-select form-select-sm">${options.join("")}</select></label>
      <div class="table-scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption class="visually-hidden">${caption}</caption>${table}</table></div>`;
    body.querySelector("select").addEventListener("change", (event) => {
      shown = all[Number(event.target.value)];
      update();
      details().querySelector("select").focus();
    });
  }

  document.addEventListener("toggle", (event) => event.target === details() && update(), true);
  window.lenetlab = Object.assign({}, window.lenetlab, { table: { update } });
})();
