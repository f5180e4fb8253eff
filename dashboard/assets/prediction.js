/* What follows a prediction once its digit is on the screen, and not before: the saliency overlay, out of the numbers
   that the server sent, and all that waits for what was read. */
(function () {
  "use strict";
  const skip = () => window.dash_clientside.no_update;
  let latest = null;

  async function overlay(answer, figure) {
    if (!answer) return skip();
    latest = answer;
    window.lenetlab.live.answer(answer.live);
    await window.lenetlab.frames.painted();
    if (answer !== latest) return skip();
    if (answer.read) {
      window.lenetlab.sync.release();
      window.dash_clientside.set_props("read-store", { data: answer.read });
    }
    if (!answer.numbers) return { ...figure, data: [] };
    const { ink, saliency, bound } = answer.numbers;
    const [below, above] = figure.data;
    const data = [
      { ...below, z: ink },
      { ...above, z: saliency, zmin: -bound, zmax: bound },
    ];
    return { ...figure, data };
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { prediction: { overlay } });
})();
