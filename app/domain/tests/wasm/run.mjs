// Runs the module of examples/wasm_report.rs.
//   node run.mjs MODULE ask    < questions, one JSON string per line    the reports, one per line
//   node run.mjs MODULE time   < one question      milliseconds of each of 100 runs: the report, and with its JSON
import { readFileSync } from "node:fs";

const [module, what] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
const { memory, room, load, run, compute, place } = instance.exports;

function put(question) {
  const bytes = new TextEncoder().encode(question);
  const at = room(bytes.length);
  new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
  if (load() === 0) throw new Error("not understood: " + question.slice(0, 200));
}

function report() {
  const length = run();
  return new TextDecoder().decode(new Uint8Array(memory.buffer, place(), length));
}

const questions = readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
for (const question of questions) {
  put(question);
  if (what === "ask") {
    console.log(report());
  } else {
    const took = (what) => {
      const start = performance.now();
      what();
      return performance.now() - start;
    };
    for (let i = 0; i < 100; i++) console.log(`${took(compute)} ${took(run)}`);
  }
}
