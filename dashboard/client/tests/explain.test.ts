// @vitest-environment happy-dom
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { IDS } from "../src/contract";
import { find, findAll } from "../src/page/dom";
import type { Stage } from "../src/reading/answers";
import { setView, tellShown, view } from "../src/stages/view";
import { openPage, someStages } from "./stage_page";

const WORDS = { explain: { attempt: "Try", detail: "More detail" } };

function wordsOf(name: string): Pick<Stage, "idea" | "why" | "numbers" | "detail" | "attempt"> {
  return {
    idea: `The idea of [${name}](#stage).`,
    why: "Because.",
    numbers: [`**5** of ${name}.`, "And 6."],
    detail: ["First.", "Second.", `Last of ${name}.`],
    attempt: "Draw an [8](?MNIST).",
  };
}

const [input, convolution] = someStages().map((stage) => ({ ...stage, ...wordsOf(stage.name) })) as [Stage, Stage];

function show(stage: Stage | null): void {
  setView({ ...view(), stage });
  tellShown(true);
}

const explanation = () => find(`#${IDS.explanation}`);
const details = () => find<HTMLDetailsElement>(".more-detail");

beforeAll(async () => {
  openPage();
  find("#words").textContent = JSON.stringify(WORDS);
  document.body.insertAdjacentHTML(
    "beforeend",
    `<button id="${IDS.explainMode}"></button><div id="${IDS.explanation}"><p>At first.</p></div>
     <p id="${IDS.definition}" hidden></p>
     <dl id="${IDS.glossary}"><dt data-term="MNIST">MNIST</dt><dd>Digits.</dd></dl>`,
  );
  await import("../src/panels/explain");
});

beforeEach(() => show(null));

describe("a stage in words", () => {
  test("idea, reason and numbers stand there, then what to try, and the detail is folded", () => {
    show(input);
    expect(find(".idea").textContent).toBe("The idea of input.");
    expect(find(".why").textContent).toBe("Because.");
    expect(findAll(".numbers li").map((item) => item.textContent)).toEqual(["5 of input.", "And 6."]);
    expect(find(".numbers strong").textContent).toBe("5");
    expect(find(".attempt").textContent).toBe("Try Draw an 8.");
    expect(details().open).toBe(false);
    expect(findAll(".more-detail p")).toHaveLength(3);
  });

  test("the detail stays open from stage to stage", () => {
    show(input);
    details().open = true;
    show(convolution);
    expect(details().open).toBe(true);
    expect(details().textContent).toContain("Last of conv1.");
  });

  test("words that stay the same keep the focus, with new numbers beside them", () => {
    show(input);
    const word = find(".attempt .word");
    word.focus();
    show({ ...input, numbers: ["Only 7."] });
    expect(document.activeElement).toBe(word);
    expect(findAll(".numbers li").map((item) => item.textContent)).toEqual(["Only 7."]);
  });

  test("without a drawing stands what stood there at first", () => {
    show(input);
    show(null);
    expect(explanation().textContent).toBe("At first.");
  });
});

describe("a word of the glossary", () => {
  const definition = () => find(`#${IDS.definition}`);

  test("is defined, and no longer when it is pressed again", () => {
    show(input);
    find(".attempt .word").click();
    expect(definition().hidden).toBe(false);
    expect(definition().textContent).toBe("MNIST: Digits.");
    find(".attempt .word").click();
    expect(definition().hidden).toBe(true);
  });

  test("makes room when another stage comes", () => {
    show(input);
    find(".attempt .word").click();
    show(convolution);
    expect(definition().hidden).toBe(true);
  });
});
