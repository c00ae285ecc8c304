/** `none`, `off`, `no`, in either language: somebody wants an end of something. */
export const readNone = (typed: string): boolean =>
  /^(none|no|off|never|nunca|ninguno|ninguna|nada|fin)[.!\s]*$/i.test(typed.trim());
