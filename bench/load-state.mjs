/** Loads one state the way a scan does and prints the milliseconds; without a file it only loads the code. */
import { loadTerraform } from "../dist/terraform/index.js";

const [file] = process.argv.slice(2);
const began = performance.now();
if (file) {
  const { facts, failures } = await loadTerraform({ states: [file], code: [], podIdentities: [] });
  if (failures.length > 0 || facts.states[0].resources === 0) throw new Error(`${file} was not read`);
}
console.log(performance.now() - began);
