#!/usr/bin/env node
"use strict";
// Starts the program, which stands in a package for this platform. npm installs that package as an
// optional dependency: where it is missing, this says why, and does not end as a check would.

const { spawnSync } = require("node:child_process");
const { optionalDependencies: platforms } = require("../package.json");

const wanted = `@riskwright/${process.platform}-${process.arch}`;

function fail(...lines) {
  console.error(["riskwright: " + lines[0], ...lines.slice(1)].join("\n"));
  process.exit(2);
}

function located() {
  try {
    return require.resolve(`${wanted}/bin/riskwright`);
  } catch {
    if (!(wanted in platforms)) {
      fail(
        `there is no package for ${process.platform} on ${process.arch}`,
        `there are: ${Object.keys(platforms).join(", ")}`,
        "elsewhere the program can be built from its source, with Rust",
      );
    }
    return fail(
      `the package ${wanted}, which has the program, is not installed`,
      "npm leaves it out with --omit=optional or --no-optional, and where node_modules or a lock",
      "file were made on another platform: remove both and install again",
    );
  }
}

const run = spawnSync(located(), process.argv.slice(2), { stdio: "inherit" });
if (run.error) {
  fail(`cannot start ${wanted}: ${run.error.message}`);
}
if (run.signal) {
  process.kill(process.pid, run.signal);
} else {
  process.exitCode = run.status;
}
