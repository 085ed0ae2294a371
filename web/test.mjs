// Runs the tests of web/: each *.test.ts is bundled into a temporary folder and run by node's own test runner.
// `node test.mjs seal` runs those of one folder. The tests run in web/, from where they find ../vectors.

import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv[2] ?? "";
const out = await mkdtemp(join(tmpdir(), "peerline-web-"));

try {
  const files = await readdir(here, { recursive: true });
  const tests = files.filter(
    (name) => name.endsWith(".test.ts") && name.startsWith(wanted) && !name.startsWith("node_modules"),
  );
  await esbuild.build({
    absWorkingDir: here,
    entryPoints: tests,
    outdir: out,
    outbase: here,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    // What browsers load of it names no form for node.
    alias: { "openpgp/lightweight": "openpgp" },
    format: "esm",
    sourcemap: "inline",
    logLevel: "warning",
  });
  const built = tests.map((name) => join(out, name.replace(/\.ts$/, ".mjs")));
  const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...built], {
    cwd: here,
    stdio: "inherit",
  });
  process.exitCode = run.status ?? 1;
} finally {
  await rm(out, { recursive: true, force: true });
}
