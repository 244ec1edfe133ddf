// Turns texts into vectors of which near ones mean alike.
#pragma once
#include <string>
#include <vector>

#include "core/task.hpp"

namespace elevaite::ports {

using Vector = std::vector<float>;

// Errors: unauthenticated, rate_limited, unavailable, timeout, invalid_argument (a text that the
// model refuses), internal (an answer that is none).
class Embedder {
 public:
  virtual ~Embedder() = default;
  // Vectors of one name can be compared with each other: "lexical-1:384".
  virtual const std::string& name() const = 0;
  virtual std::size_t dimension() const = 0;
  // How many texts one call takes.
  virtual std::size_t batch_size() const = 0;
  // One vector of length 1 a text, in their order.
  virtual Task<Result<std::vector<Vector>>> embed(std::vector<std::string> texts) = 0;
};

}  // namespace elevaite::ports
