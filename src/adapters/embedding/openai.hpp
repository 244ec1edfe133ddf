// POST /v1/embeddings, of OpenAI or of what speaks its API.
#pragma once
#include <memory>

#include "core/net/client.hpp"
#include "ports/embedder.hpp"

namespace elevaite::adapters::embedding {

struct OpenaiEmbeddingSettings {
  std::string base_url;
  std::string api_key{};
  std::string model;
  // What every vector must have; the model is asked for it where it can be chosen.
  std::size_t dimension = 1536;
  bool sends_dimension = false;
  std::size_t batch_size = 64;
  int tries = 4;
  Duration first_pause = 1s;     // before a second try; each further one is twice as long
  Duration longest_pause = 30s;  // also of what the server asks for
  Duration timeout = 60s;
};

std::unique_ptr<ports::Embedder> make_openai_embedder(net::HttpClient& http,
                                                      OpenaiEmbeddingSettings settings);

}  // namespace elevaite::adapters::embedding
