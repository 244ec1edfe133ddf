#include "adapters/embedding/lexical.hpp"

#include <cmath>
#include <unordered_map>

#include "core/words.hpp"

namespace elevaite::adapters::embedding {
namespace {

// A word counts more than one of its pieces, of which it has many.
constexpr float kPieceWeight = 0.3F;
// Short words are mostly those that every text has.
constexpr std::size_t kFullLength = 6;

std::uint64_t hash_of(std::u32string_view piece, std::uint64_t seed) {
  std::uint64_t hash = 14695981039346656037ULL ^ seed;
  for (char32_t c : piece) hash = (hash ^ c) * 1099511628211ULL;
  hash ^= hash >> 33;
  hash *= 0xff51afd7ed558ccdULL;
  return hash ^ (hash >> 33);
}

// Scripts that write no blanks: their pieces are short.
bool is_ideographic(char32_t c) { return c >= 0x2e80 && c < 0xd7b0; }

using Features = std::unordered_map<std::uint64_t, float>;

void add_word(Features& features, const std::string& word) {
  std::u32string points = code_points_of(word);
  const float weight =
      static_cast<float>(std::min(points.size(), kFullLength)) / static_cast<float>(kFullLength);
  const bool is_dense = is_ideographic(points[0]);
  if (!is_dense) features[hash_of(points, 1)] += weight;
  std::u32string framed = is_dense ? points : U"<" + points + U">";
  const std::size_t shortest = is_dense ? 1 : 3;
  for (std::size_t length = shortest; length <= shortest + 1; ++length) {
    for (std::size_t i = 0; i + length <= framed.size(); ++i) {
      auto piece = std::u32string_view(framed).substr(i, length);
      features[hash_of(piece, 2)] += is_dense ? 1.0F : kPieceWeight * weight;
    }
  }
}

}  // namespace

ports::Vector lexical_vector(std::string_view text) {
  Features features;
  for (const std::string& word : words_of(text)) add_word(features, word);
  std::vector<double> sums(kLexicalDimension);
  for (const auto& [hash, count] : features) {
    // What is said ten times is not ten times as much about it.
    const double weight = count > 1 ? 1 + std::log(count) : count;
    sums[hash % kLexicalDimension] += (hash >> 63) != 0 ? weight : -weight;
  }
  double square = 0;
  for (double sum : sums) square += sum * sum;
  ports::Vector vector(kLexicalDimension);
  if (square == 0) {
    vector[0] = 1;  // of no words at all
    return vector;
  }
  const double length = std::sqrt(square);
  for (std::size_t i = 0; i < vector.size(); ++i) vector[i] = static_cast<float>(sums[i] / length);
  return vector;
}

Task<Result<std::vector<ports::Vector>>> LexicalEmbedder::embed(std::vector<std::string> texts) {
  std::vector<ports::Vector> vectors;
  vectors.reserve(texts.size());
  for (const std::string& text : texts) vectors.push_back(lexical_vector(text));
  co_return vectors;
}

}  // namespace elevaite::adapters::embedding
