/** Whether a variable of this name is likely to hold a secret: better hidden once too often. */
export function isSecretName(name: string): boolean {
  return /passw|secret|token|credential|api_?key|private_?key|access_?key/i.test(name);
}
