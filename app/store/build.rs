fn main() {
    // The migrations are embedded by a macro that would not see a new file.
    println!("cargo:rerun-if-changed=../../migrations");
}
