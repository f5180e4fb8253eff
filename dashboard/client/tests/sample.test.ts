// Which samples are asked for, and what gives the questions up.
import { beforeEach, expect, test, vi } from "vitest";

interface Asked {
  index: number | null;
  signal: AbortSignal;
  answer(sample: unknown): Promise<void>;
}

const { asked } = vi.hoisted(() => ({ asked: [] as Asked[] }));

vi.mock("../src/reading/patience", () => ({
  askPatiently: (_name: string, { index }: { index: number | null }, signal: AbortSignal) =>
    new Promise((done) => {
      const answer = async (sample: unknown) => {
        done(sample === null ? null : [sample]);
        for (let i = 0; i < 5; i += 1) await Promise.resolve();
      };
      asked.push({ index, signal, answer });
    }),
}));

const image = (index: number) => ({ index, label: 7, z: { dtype: "u1", bdata: "AAAA" } });

let samples: typeof import("../src/panels/sample");
let got: unknown[];
const take = (sample: unknown) => got.push(sample);

beforeEach(async () => {
  asked.length = 0;
  got = [];
  vi.resetModules();
  samples = await import("../src/panels/sample");
});

test("a random one is no longer wanted when it is given up, or when another one is asked for", async () => {
  void samples.askForRandomSample((sample, isWanted) => got.push([sample, isWanted()]));
  samples.giveUpRandomSample();
  void samples.askForRandomSample((sample, isWanted) => got.push([sample, isWanted()]));
  void samples.askForRandomSample((sample, isWanted) => got.push([sample, isWanted()]));
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
  for (const question of asked) await question.answer(image(3));
  expect(got).toEqual([[image(3), true]]);
});

test("the image is asked for once, however many strokes are drawn over it meanwhile", async () => {
  for (let stroke = 0; stroke < 3; stroke += 1) void samples.imageIsLacking(42, take);
  expect(asked.map(({ index }) => index)).toEqual([42]);
  await asked[0]?.answer(image(42));
  expect(got).toEqual([image(42)]);
});

test("what gives up a random one does not give up the image", async () => {
  void samples.imageIsLacking(42, take);
  samples.giveUpRandomSample();
  void samples.askForRandomSample(() => {});
  expect(asked[0]?.signal.aborted).toBe(false);
  await asked[0]?.answer(image(42));
  expect(got).toEqual([image(42)]);
});

test.each([null, 43])("another sample on the canvas (%s) ends the question", async (next) => {
  void samples.imageIsLacking(42, take);
  void samples.imageIsLacking(next, take);
  expect(asked[0]?.signal.aborted).toBe(true);
  await asked[0]?.answer(image(42));
  expect(got).toEqual([]);
});

test("an image that the server refuses is not asked for with every stroke", async () => {
  void samples.imageIsLacking(42, take);
  await asked[0]?.answer(null);
  void samples.imageIsLacking(42, take);
  expect(asked).toHaveLength(1);
});

test("an image that came once is there when Undo leads back to where it lacks", async () => {
  void samples.imageIsLacking(42, take);
  await asked[0]?.answer(image(42));
  void samples.imageIsLacking(null, take);
  await samples.imageIsLacking(42, take);
  expect(asked).toHaveLength(1);
  expect(got).toEqual([image(42), image(42)]);
});
