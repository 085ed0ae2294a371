// Builds what the browser loads: from web/ to peerline/static/peerline/. Run by `npm run build`.
// `node build.mjs --watch` builds again at every change; `node build.mjs --icons` renews the icons of the templates.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "peerline", "static", "peerline");
const iconModule = join(here, "..", "peerline", "kit", "templatetags", "icon_paths.py");

// The icons in use; the names in templates are these in kebab-case.
const ICONS =
  "Add Alert ArrowNext ArrowPrevious Attachment Check Download Expand Image Lock Next Pause Previous Printer " +
  "Reload SpeechBubbles Trash UserAvatar";

const options = {
  absWorkingDir: here,
  entryPoints: [
    { in: "desk.ts", out: "desk" },
    { in: "members.ts", out: "members" },
    { in: "door.ts", out: "door" },
    { in: "offer.ts", out: "offer" },
    { in: "pgp-worker.ts", out: "pgp-worker" },
    { in: "styles/desk.css", out: "desk" },
    { in: "styles/plain.css", out: "plain" },
    { in: "styles/door.css", out: "door" },
  ],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  splitting: true,
  chunkNames: "part-[hash]",
  target: ["chrome111", "firefox128", "safari16.4"],
  sourcemap: false,
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
  // Codex draws its check marks and arrows from data: addresses; nothing is fetched.
  external: ["data:*"],
  metafile: true,
};

// Waits for nothing: neither for the page nor for parts that it shares with other scripts.
const alone = { ...options, entryPoints: [{ in: "leave.ts", out: "leave" }], format: "iife", splitting: false };

async function build() {
  // What was built before stays when this fails.
  const made = await Promise.all([options, alone].map((one) => esbuild.build({ ...one, write: false })));
  const inputs = Object.assign({}, ...made.map((one) => one.metafile.inputs));
  const outputs = Object.assign({}, ...made.map((one) => one.metafile.outputs));
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  for (const file of made.flatMap((one) => one.outputFiles)) {
    await writeFile(file.path, file.contents);
    // What a phone loads; the server gives it to browsers that take it.
    await writeFile(`${file.path}.gz`, gzipSync(file.contents, { level: 9 }));
  }
  await writeFile(join(out, "LICENSES.txt"), await licenses(inputs));
  for (const [name, { bytes }] of Object.entries(outputs)) {
    if (/\.(js|css)$/.test(name)) console.log(`${name.split("/").pop()} ${(bytes / 1024).toFixed(1)} KiB`);
  }
}

/** The licences of everything that is in the bundle. */
async function licenses(inputs) {
  const packages = new Set();
  for (const input of Object.keys(inputs)) {
    const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (found) packages.add(found[1]);
  }
  const texts = [];
  for (const name of [...packages].sort()) {
    const root = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    const text = await readFile(join(root, "LICENSE"), "utf8").catch(() => "");
    texts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${"-".repeat(78)}\n\n`);
}

async function icons() {
  const source = join(here, "node_modules/@wikimedia/codex-icons/dist/codex-icons.json");
  const known = JSON.parse(await readFile(source, "utf8"));
  const rows = ICONS.split(" ").map((name) => {
    const icon = known[`cdxIcon${name}`];
    const path = typeof icon === "string" ? icon : (icon.ltr ?? icon.default);
    const kebab = name.replace(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
    return `    "${kebab}": ('${path}', ${icon.shouldFlip ? "True" : "False"}),`;
  });
  const head = `"""Drawings from Wikimedia Codex icons (MIT, see web/node_modules/@wikimedia/codex-icons/LICENSE).

Made by \`node web/build.mjs --icons\`: do not edit. Name -> (SVG path, whether it is mirrored in right-to-left pages).
"""

# ruff: noqa: E501
# fmt: off

PATHS: dict[str, tuple[str, bool]] = {
`;
  await writeFile(iconModule, `${head}${rows.join("\n")}\n}\n`);
}

if (process.argv.includes("--icons")) await icons();
else if (process.argv.includes("--watch")) {
  for (const one of [options, alone]) await (await esbuild.context(one)).watch();
} else await build();
