// Where the operator keeps secrets that the configuration only names.
#pragma once
#include <string>

#include "core/task.hpp"

namespace elevaite::ports {

class SecretStore {
 public:
  virtual ~SecretStore() = default;
  // The present text of a secret. Errors never repeat any of it: not_found, unauthenticated,
  // unavailable.
  virtual Task<Result<std::string>> read(std::string name) = 0;
};

}  // namespace elevaite::ports
