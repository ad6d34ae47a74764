// How the parts of the program arrive: each file is fetched and compiled once, and again only where that failed.
const arriving = new Map();

function once(key, make) {
  if (!arriving.has(key)) {
    const made = make();
    made.catch(() => arriving.delete(key));
    arriving.set(key, made);
  }
  return arriving.get(key);
}

async function bytes(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.arrayBuffer();
}

// A part that is a file of its own.
const whole = (path) => once(path, () => WebAssembly.compileStreaming(fetch(path)));

// One of those that travel together.
const piece = (path, from, to) =>
  once(`${path}#${from}`, async () => {
    const all = await once(path, () => bytes(path));
    return WebAssembly.compile(new Uint8Array(all, from, to - from));
  });

const PARTS = {{parts}};

// Compiles what a part needs while the program itself is still on its way.
export function ahead(part) {
  for (const file of PARTS[part] ?? []) file().catch(() => {});
}
