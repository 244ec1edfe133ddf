// Where the password of each new connection comes from, when the URL does not hold it.
#pragma once
#include <string>

#include "core/task.hpp"

namespace elevaite::adapters::database {

class PasswordSource {
 public:
  virtual ~PasswordSource() = default;
  // `was_refused`: the server did not take the last one.
  virtual Task<Result<std::string>> password(bool was_refused) = 0;
};

}  // namespace elevaite::adapters::database
