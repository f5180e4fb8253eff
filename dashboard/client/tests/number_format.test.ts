// @vitest-environment happy-dom
// How numbers are written: with the signs that the words of the page give.
import { beforeAll, describe, expect, test } from "vitest";
import { fixed, precision, whole } from "../src/page/number_format";

beforeAll(() => {
  const words = { numbers: { decimal: ",", thousands: ".", minus: "−" } }; // As a German page has them.
  document.body.innerHTML = `<script id="words" type="application/json">${JSON.stringify(words)}</script>`;
});

describe("a fixed number of digits after the point", () => {
  test("there are four if none are asked for", () => expect(fixed(2.345678)).toBe("2,3457"));
  test("zeros at the end stay", () => expect(fixed(-7.64, 4)).toBe("−7,6400"));
  test("what is rounded to zero has no sign", () => expect([fixed(-0.004, 2), fixed(-0, 1)]).toEqual(["0,00", "0,0"]));
  test("thousands are set apart", () => expect(fixed(1234567.891, 2)).toBe("1.234.567,89"));
  test("digits after the point are not thousands", () => expect(fixed(0.1234567, 7)).toBe("0,1234567"));
  test("a negative number of three digits has no sign between them", () => expect(fixed(-123, 0)).toBe("−123"));
});

describe("a whole number", () => {
  test("has no point", () => expect(whole(47154)).toBe("47.154"));
  test("below a thousand it is as it is", () => expect(whole(784)).toBe("784"));
});

describe("a number of digits that count", () => {
  test("zeros at the end go", () => expect(precision(2.5)).toBe("2,5"));
  test("a whole number stays whole", () => expect(precision(120)).toBe("120"));
  test("digits beyond those that count are rounded", () => expect(precision(-0.123456789, 3)).toBe("−0,123"));
  test("rounding may need a digit more", () => expect(precision(9.9999, 3)).toBe("10"));
  test("a very small number is a power of ten", () => expect(precision(-1.2e-7)).toBe("−1,2·10⁻⁷"));
  test("a very large one too", () => expect(precision(45261234567, 4)).toBe("4,526·10¹⁰"));
  test("zero is zero", () => expect(precision(0)).toBe("0"));
});
