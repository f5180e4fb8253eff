// What the tests use of Node, so that its types do not reach the page's code.
declare module "node:fs" {
  export function readFileSync(path: string, encoding: "utf8"): string;
}
declare module "node:process" {
  export const env: Record<string, string | undefined>;
}
