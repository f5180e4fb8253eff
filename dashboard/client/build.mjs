// Bundles src/main.ts into the one file that the page loads. With --check it only says whether that file is current.
import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const BUNDLE = new URL("../assets/lab.js", import.meta.url);

const { outputFiles } = await build({
  entryPoints: [new URL("src/main.ts", import.meta.url).pathname],
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  write: false,
});
const made = outputFiles[0].text;

if (!process.argv.includes("--check")) {
  await writeFile(BUNDLE, made);
  console.log(`lab.js: ${made.length} characters`);
} else if (made !== (await readFile(BUNDLE, "utf8").catch(() => ""))) {
  console.error("assets/lab.js is not what the sources give: npm run build");
  process.exit(1);
}
