// How often a growing stroke is asked about: ten times a second alone, once or twice a second in a full room, and not at
// all while a busy server asks for it.
import { describe, expect, test } from "vitest";
import type { Drawing } from "../src/reading/answers";
import { createLiveReadout, type Heard, type LiveQuestion, type LiveReadout, PATIENCE_MS } from "../src/reading/live";
import { type FakeClock, fakeClock, turns } from "./fake_clock";

const DRAWING: Drawing = { size: 140, strokes: [[10, "M70,20L70,120"]], sample: null };
const POINT_EVERY_MS = 10;
const BUSY = { kind: "failed", status: 503, waitMs: 1_000 } as const;

interface Learner {
  live: LiveReadout;
  asked: LiveQuestion[];
}

/** Someone whose questions take so long, or fail, as `answer` says. */
function learner(clock: FakeClock, answer: (question: LiveQuestion) => Promise<Heard>): Learner {
  const asked: LiveQuestion[] = [];
  const live = createLiveReadout(clock, (question) => {
    asked.push(question);
    return answer(question);
  });
  return { live, asked };
}

/** An answer after so many milliseconds. */
function answerAfter(clock: FakeClock, ms: number): Promise<Heard> {
  return new Promise((done) => clock.after(ms, () => done({ tookMs: ms, failure: null })));
}

async function draw(clock: FakeClock, ms: number, ...learners: Learner[]): Promise<void> {
  for (let passed = 0; passed < ms; passed += POINT_EVERY_MS) {
    for (const { live } of learners) live.grow(() => DRAWING);
    await turns(() => clock.pass(POINT_EVERY_MS));
  }
}

/** The server of a room: answers one after the other, in the order of their coming. queueMs: how long the next one waits. */
function sharedServer(clock: FakeClock, withStagesMs: number, withoutMs: number) {
  let freeAt = 0;
  const queueMs = () => Math.max(freeAt - clock.now(), 0);
  const answer = ({ stages }: LiveQuestion) => {
    freeAt = clock.now() + queueMs() + (stages ? withStagesMs : withoutMs);
    return answerAfter(clock, queueMs());
  };
  return { answer, queueMs };
}

describe("alone", () => {
  test.each([5, 30, 60])("with answers after %s ms the film has ten pictures a second, all with stages", async (ms) => {
    const clock = fakeClock();
    const alone = learner(clock, () => answerAfter(clock, ms));
    await draw(clock, 3_000, alone);
    expect(alone.asked.length).toBeGreaterThanOrEqual(30);
    expect(alone.asked.every(({ stages }) => stages)).toBe(true);
  });

  test("a server that is far away, but idle, is asked as soon as it has answered", async () => {
    const clock = fakeClock();
    const far = learner(clock, () => answerAfter(clock, 180));
    await draw(clock, 3_000, far);
    expect(far.asked.length).toBeGreaterThanOrEqual(14);
  });
});

describe("in a full room", () => {
  test("everybody's film slows down to one or two pictures a second, and the queue stays short", async () => {
    const clock = fakeClock();
    const { answer, queueMs } = sharedServer(clock, 8, 2.5);
    const room = Array.from({ length: 200 }, () => learner(clock, answer));
    await draw(clock, 2_000, room[0]!); // Who begins early has seen the server quick, the others have not.
    await draw(clock, 6_000, ...room);
    const before = room.map(({ asked }) => asked.length);
    const queues: number[] = [];
    for (let i = 0; i < 40; i += 1) {
      await draw(clock, 100, ...room);
      queues.push(queueMs());
    }
    const rates = room.map(({ asked }, i) => (asked.length - before[i]!) / 4);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...rates)).toBeLessThanOrEqual(3);
    expect(Math.max(...queues)).toBeLessThan(300);
  });

  test("stages are dropped before the film slows down much", async () => {
    const clock = fakeClock();
    let tookMs = 30;
    const one = learner(clock, () => answerAfter(clock, tookMs));
    await draw(clock, 1_000, one);
    tookMs = 150;
    await draw(clock, 2_000, one);
    const before = one.asked.length;
    await draw(clock, 4_000, one);
    const late = one.asked.slice(before);
    expect(late.length).toBeGreaterThanOrEqual(8);
    expect(late.filter(({ stages }) => stages).length).toBeLessThanOrEqual(1);
  });

  test("the film is quick again when the room is empty", async () => {
    const clock = fakeClock();
    let tookMs = 20;
    const one = learner(clock, () => answerAfter(clock, tookMs));
    await draw(clock, 500, one);
    tookMs = 400;
    await draw(clock, 4_000, one);
    tookMs = 20;
    await draw(clock, 3_000, one);
    const before = one.asked.length;
    await draw(clock, 1_000, one);
    expect(one.asked.length - before).toBeGreaterThanOrEqual(10);
  });

  test("there is one question under way at a time, and one that is not answered is given up for another", async () => {
    const clock = fakeClock();
    const one = learner(clock, () => new Promise(() => undefined));
    await draw(clock, PATIENCE_MS, one);
    expect(one.asked.length).toBe(1);
    await draw(clock, 200, one);
    expect(one.asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });
});

describe("a server that is too busy", () => {
  test("is left alone for as long as it asks, through the end of a stroke and the next one", async () => {
    const clock = fakeClock();
    const one = learner(clock, async () => ({ tookMs: 1, failure: BUSY }));
    await draw(clock, 500, one);
    one.live.end();
    await draw(clock, 500, one);
    expect(one.asked.length).toBe(1);
    await draw(clock, 100, one);
    expect(one.asked.length).toBe(2);
  });

  test("for longer from refusal to refusal, and without stages", async () => {
    const clock = fakeClock();
    const times: number[] = [];
    const one = learner(clock, async () => {
      times.push(clock.now());
      return { tookMs: 1, failure: { ...BUSY, waitMs: 0 } };
    });
    await draw(clock, 8_000, one);
    const waits = times.slice(1).map((time, i) => time - times[i]!);
    for (const [i, least] of [500, 1_000, 2_000, 4_000].slice(0, waits.length).entries()) {
      expect(waits[i]).toBeGreaterThanOrEqual(least);
      expect(waits[i]).toBeLessThan(least + 50);
    }
    expect(waits.length).toBeGreaterThanOrEqual(3);
    expect(one.asked.map(({ stages }) => stages)).toEqual([true, ...waits.map(() => false)]);
  });

  test("a whole class comes back spread over the wait", async () => {
    const comeBack = [0, 0.5, 0.9].map(async (spread) => {
      const own = fakeClock();
      const times: number[] = [];
      const one = learner({ ...own, spread: () => spread }, async () => {
        times.push(own.now());
        return { tookMs: 1, failure: BUSY };
      });
      await draw(own, 2_500, one);
      return times[1]! - times[0]!;
    });
    expect((await Promise.all(comeBack)).map((wait) => Math.round(wait / 100))).toEqual([10, 15, 19]);
  });

  test("is asked again at once when there is no reason to wait any longer", async () => {
    const clock = fakeClock();
    const one = learner(clock, () => answerAfter(clock, 5));
    one.live.rest(60_000);
    await draw(clock, 500, one);
    expect(one.asked.length).toBe(0);
    one.live.goOn();
    expect(one.asked.length).toBe(1);
  });
});
