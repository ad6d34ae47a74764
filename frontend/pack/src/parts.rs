//! The parts of the workspace that load on first use. The cutter makes a file for each set of parts that share something,
//! dozens of them, most of a few kilobytes: the small ones travel in one file, since on a slow phone each request costs
//! more than what it brings.

use std::collections::{BTreeMap, HashMap};

use crate::Result;
use crate::dist::Dist;

/// From this size on (bytes, not compressed) a part is a file of its own.
const LARGE: usize = 32 * 1024;

/// As cut: wasm modules by name.
pub struct Parts {
    pub files: Vec<(String, Vec<u8>)>,
    /// Name of a part to what must be there before it runs, itself included.
    pub needs: BTreeMap<String, Vec<String>>,
}

/// As served: by name the expression of `frontend/parts.js` that gives the compiled module.
pub struct Served {
    loads: HashMap<String, String>,
    needs: BTreeMap<String, Vec<String>>,
}

impl Parts {
    /// With each module changed.
    pub fn map(self, change: impl Fn(Vec<u8>) -> Result<Vec<u8>>) -> Result<Self> {
        let files = self.files.into_iter().map(|(name, wasm)| Ok((name, change(wasm)?)));
        Ok(Self { files: files.collect::<Result<_>>()?, ..self })
    }

    pub fn serve(self, dist: &mut Dist) -> Result<Served> {
        let (small, large): (Vec<_>, Vec<_>) =
            self.files.into_iter().partition(|(_, wasm)| wasm.len() < LARGE);
        let mut loads = HashMap::new();
        for (name, wasm) in large {
            let role = name.trim_start_matches("split_").replace('_', "-");
            let path = dist.add(&format!("part_{role}"), &format!("part-{role}"), "wasm", &wasm)?;
            loads.insert(name, format!("whole(\"{path}\")"));
        }
        let together: Vec<u8> = small.iter().flat_map(|(_, wasm)| wasm).copied().collect();
        let path = dist.add("parts", "parts", "bin", &together)?;
        let mut from = 0;
        for (name, wasm) in small {
            let to = from + wasm.len();
            loads.insert(name, format!("piece(\"{path}\", {from}, {to})"));
            from = to;
        }
        Ok(Served { loads, needs: self.needs })
    }
}

impl Served {
    /// The program's script with `loader` in place of the cutter's own way to fetch, which asks for each file alone and only
    /// once the program runs.
    pub fn link(&self, glue: &str, loader: &str) -> Result<String> {
        const STREAMED: &str = "WebAssembly.instantiateStreaming(src, imports)";
        if !glue.contains(STREAMED) {
            return Err("the cutter's script loads parts in a way that pack does not know".to_owned());
        }
        let mut linked = glue.replace(STREAMED, "WebAssembly.instantiate(await src, imports)");
        for (name, load) in &self.loads {
            let fetch = format!("fetch(new URL(\"./{name}.wasm\", import.meta.url))");
            if !linked.contains(&fetch) {
                return Err(format!("the cutter's script does not load the part {name}"));
            }
            linked = linked.replace(&fetch, load);
        }
        linked.push_str(&loader.replace("{{parts}}", &self.listing()?));
        Ok(linked)
    }

    /// By part the functions that give what it needs.
    fn listing(&self) -> Result<String> {
        let parts = self.needs.iter().map(|(part, needs)| {
            let load = |name: &String| {
                let load =
                    self.loads.get(name).ok_or_else(|| format!("{part} needs {name}, which was not cut"))?;
                Ok(format!("() => {load}"))
            };
            Ok(format!("{part}: [{}]", needs.iter().map(load).collect::<Result<Vec<_>>>()?.join(", ")))
        });
        Ok(format!("{{ {} }}", parts.collect::<Result<Vec<_>>>()?.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served() -> Served {
        let loads =
            [("chunk_7", "piece(\"/assets/parts.bin\", 0, 9)"), ("split_grid", "whole(\"/assets/g.wasm\")")];
        Served {
            loads: loads.map(|(name, load)| (name.to_owned(), load.to_owned())).into(),
            needs: [("grid".to_owned(), vec!["chunk_7".to_owned(), "split_grid".to_owned()])].into(),
        }
    }

    #[test]
    fn each_part_is_compiled_once_and_can_come_ahead() {
        let one = |name: &str| {
            format!(
                "const src = fetch(new URL(\"./{name}.wasm\", import.meta.url));\n\
                 return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n"
            )
        };
        let glue = one("chunk_7") + &one("split_grid");
        assert_eq!(
            served().link(&glue, "const PARTS = {{parts}};"),
            Ok("const src = piece(\"/assets/parts.bin\", 0, 9);\n\
                return async (imports) => (WebAssembly.instantiate(await src, imports));\n\
                const src = whole(\"/assets/g.wasm\");\n\
                return async (imports) => (WebAssembly.instantiate(await src, imports));\n\
                const PARTS = { grid: [() => piece(\"/assets/parts.bin\", 0, 9), () => whole(\"/assets/g.wasm\")] };"
                .to_owned())
        );
    }

    #[test]
    fn a_script_of_another_kind_is_refused() {
        assert!(served().link("import(\"./chunk_7.wasm\")", "{{parts}}").is_err());
        let only_one = "fetch(new URL(\"./chunk_7.wasm\", import.meta.url)); WebAssembly.instantiateStreaming(src, imports)";
        assert!(served().link(only_one, "{{parts}}").is_err());
    }
}
