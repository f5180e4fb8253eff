// How the page writes numbers. Its signs are set with the other words, since other languages have others; the server
// writes by the same rules: see dashboard/texts/numbers.py.
import { say } from "../words";

interface Signs {
  decimal: string;
  thousands: string;
  minus: string;
}

let known: Signs | null = null;

/** Asked for once: a table writes thousands of numbers. */
function signs(): Signs {
  known ??= {
    decimal: say("numbers.decimal"),
    thousands: say("numbers.thousands"),
    minus: say("numbers.minus"),
  };
  return known;
}

/** With so many digits after the point: −7.6400. */
export function fixed(value: number, digits = 4): string {
  return withSigns(value.toFixed(digits));
}

/** A whole number, with a sign between its thousands: 47,154. */
export function whole(value: number): string {
  return fixed(value, 0);
}

/** With so many digits that count at most; very large and small numbers as powers of ten: −1.2·10⁻⁷. */
export function precision(value: number, digits = 6): string {
  const [mantissa = "", power = "0"] = value.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= digits) return `${withSigns(withoutEndZeros(mantissa))}·10${raised(exponent)}`;
  return withSigns(withoutEndZeros(value.toFixed(digits - 1 - exponent)));
}

function withoutEndZeros(plain: string): string {
  return plain.includes(".") ? plain.replace(/\.?0+$/, "") : plain;
}

const RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function raised(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (digit) => RAISED_DIGITS[Number(digit)]);
  return (exponent < 0 ? "⁻" : "") + digits.join("");
}

/** A number as JavaScript writes it, with the page's signs; what is rounded to zero has none. */
function withSigns(written: string): string {
  const { decimal, thousands, minus } = signs();
  const plain = written.replace(/^-(?=[0.]*$)/, "");
  const negative = plain.startsWith("-");
  const [wholePart = "", fraction] = (negative ? plain.slice(1) : plain).split(".");
  const grouped = wholePart.length > 3 ? wholePart.replace(/\B(?=(\d{3})+$)/g, thousands) : wholePart;
  const digits = fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
  return negative ? `${minus}${digits}` : digits;
}
