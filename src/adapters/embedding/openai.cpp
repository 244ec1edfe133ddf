#include "adapters/embedding/openai.hpp"

#include <fmt/format.h>

#include <cmath>

#include "adapters/llm/vendor_error.hpp"
#include "core/json.hpp"
#include "core/utf8.hpp"

namespace elevaite::adapters::embedding {
namespace {

constexpr std::size_t kMaxEmbeddingBytes = 64 << 20;
// Beyond it vendors refuse a text; what follows is not embedded, but found by its words.
constexpr std::size_t kMaxTextBytes = 24'000;

bool may_try_again(const Error& error) {
  return error.code == ErrorCode::rate_limited || error.code == ErrorCode::unavailable ||
         error.code == ErrorCode::timeout;
}

Error broken_answer(std::string_view what) {
  return internal_error(fmt::format("The embedding server's answer cannot be used: {}.", what));
}

Result<ports::Vector> vector_from(const Json& item, std::size_t dimension) {
  const auto* values = find_array(item, "embedding");
  if (values == nullptr) return broken_answer("an embedding is missing");
  if (values->size() != dimension) {
    return broken_answer(
        fmt::format("a vector has {} numbers, and knowledge.embedding_dimension says {}",
                    values->size(), dimension));
  }
  ports::Vector vector;
  vector.reserve(dimension);
  double square = 0;
  for (const Json& value : *values) {
    auto number = as_number(&value);
    if (!number || !std::isfinite(*number)) return broken_answer("a vector holds no numbers");
    square += *number * *number;
    vector.push_back(static_cast<float>(*number));
  }
  if (square == 0) return broken_answer("a vector is null");
  const auto length = static_cast<float>(std::sqrt(square));
  for (float& value : vector) value /= length;
  return vector;
}

class OpenaiEmbedder final : public ports::Embedder {
 public:
  OpenaiEmbedder(net::HttpClient& http, OpenaiEmbeddingSettings settings)
      : http_(http),
        settings_(std::move(settings)),
        name_(fmt::format("{}:{}", settings_.model, settings_.dimension)) {
    while (settings_.base_url.ends_with('/')) settings_.base_url.pop_back();
  }

  const std::string& name() const override { return name_; }
  std::size_t dimension() const override { return settings_.dimension; }
  std::size_t batch_size() const override { return settings_.batch_size; }

  Task<Result<std::vector<ports::Vector>>> embed(std::vector<std::string> texts) override {
    Duration pause = settings_.first_pause;
    for (int attempt = 1;; ++attempt) {
      auto vectors = co_await ask(texts);
      if (vectors || attempt >= settings_.tries || !may_try_again(vectors.error()))
        co_return vectors;
      Duration wait = pause;
      if (auto asked = vectors.error().retry_after) wait = std::max<Duration>(wait, *asked);
      co_await sleep_for(std::min(wait, settings_.longest_pause));
      pause *= 2;
    }
  }

 private:
  net::ClientRequest request_for(const std::vector<std::string>& texts) const {
    JsonArray input;
    for (const std::string& text : texts) {
      // An empty text is refused by most.
      input.push_back(Json(text.empty() ? " " : clip_utf8(text, kMaxTextBytes)));
    }
    JsonObject body{
        {"model", settings_.model}, {"input", std::move(input)}, {"encoding_format", "float"}};
    if (settings_.sends_dimension) body["dimensions"] = settings_.dimension;
    net::ClientRequest request;
    request.method = "POST";
    request.url = settings_.base_url + "/embeddings";
    request.headers.set("Content-Type", "application/json");
    if (!settings_.api_key.empty())
      request.headers.set("Authorization", "Bearer " + settings_.api_key);
    request.body = to_text(body);
    request.total_timeout = settings_.timeout;
    request.max_response_bytes = kMaxEmbeddingBytes;
    request.is_repeatable = true;
    return request;
  }

  Task<Result<std::vector<ports::Vector>>> ask(std::vector<std::string> texts) {
    auto request = request_for(texts);
    CO_TRY(auto response, co_await http_.send(std::move(request)));
    if (response.status / 100 != 2) {
      co_return llm::error_of_status("The embedding server", response.status, response.headers,
                                     response.body, settings_.api_key, system_clock().now());
    }
    auto answer = parse_json(response.body);
    if (!answer) co_return broken_answer("it is no JSON");
    co_return read(*answer, texts.size());
  }

  // By the index of each: their order is not promised.
  Result<std::vector<ports::Vector>> read(const Json& answer, std::size_t count) const {
    const auto* data = find_array(answer, "data");
    if (data == nullptr || data->size() != count) {
      return broken_answer("it holds another number of vectors than of texts");
    }
    std::vector<ports::Vector> vectors(count);
    for (std::size_t i = 0; i < count; ++i) {
      const Json& item = (*data)[i];
      auto index =
          static_cast<std::size_t>(find_int(item, "index").value_or(static_cast<std::int64_t>(i)));
      if (index >= count || !vectors[index].empty()) return broken_answer("an index is wrong");
      TRY(vectors[index], vector_from(item, settings_.dimension));
    }
    return vectors;
  }

  net::HttpClient& http_;
  OpenaiEmbeddingSettings settings_;
  std::string name_;
};

}  // namespace

std::unique_ptr<ports::Embedder> make_openai_embedder(net::HttpClient& http,
                                                      OpenaiEmbeddingSettings settings) {
  return std::make_unique<OpenaiEmbedder>(http, std::move(settings));
}

}  // namespace elevaite::adapters::embedding
