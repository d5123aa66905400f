# What expand prints compiles to the same bytes.
virtc compile spec.yaml --stdout --quiet
virtc expand spec.yaml | tee expanded.yaml
virtc compile expanded.yaml --stdout --quiet
