/** Loads one state the way a scan does and prints the milliseconds; without a file it only loads the code. */
import { loadTerraform } from "../dist/terraform/index.js";

const [file] = process.argv.slice(2);
const began = performance.now();
if (file) await loadTerraform({ states: [file], code: [] });
console.log(performance.now() - began);
