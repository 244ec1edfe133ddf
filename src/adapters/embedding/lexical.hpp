// An embedder that needs no model, no key and no network: texts that share words, or parts of
// words, are near each other. It knows nothing of meaning: "car" and "automobile" are strangers to
// it.
#pragma once
#include "ports/embedder.hpp"

namespace elevaite::adapters::embedding {

inline constexpr std::size_t kLexicalDimension = 384;

// Words and pieces of words, hashed into so many places, of length 1. The same text has the same
// vector on every machine and in every release of this name.
ports::Vector lexical_vector(std::string_view text);

class LexicalEmbedder final : public ports::Embedder {
 public:
  const std::string& name() const override { return name_; }
  std::size_t dimension() const override { return kLexicalDimension; }
  std::size_t batch_size() const override { return 64; }
  Task<Result<std::vector<ports::Vector>>> embed(std::vector<std::string> texts) override;

 private:
  std::string name_ = "lexical-1:" + std::to_string(kLexicalDimension);
};

}  // namespace elevaite::adapters::embedding
