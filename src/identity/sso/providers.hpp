// The providers that there are: the operator's, from the configuration.
#pragma once
#include <string>
#include <vector>

#include "core/task.hpp"
#include "identity/sso/provider.hpp"

namespace elevaite::identity {

class Providers {
 public:
  explicit Providers(std::vector<Provider> operators) : operators_(std::move(operators)) {}

  // What everybody may sign in through, in the order of their buttons.
  const std::vector<Provider>& for_everybody() const { return operators_; }
  // not_found: never configured, or no longer.
  Task<Result<Provider>> find(std::string id);

 private:
  std::vector<Provider> operators_;
};

}  // namespace elevaite::identity
