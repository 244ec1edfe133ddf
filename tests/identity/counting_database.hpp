// A database that counts its statements: each costs whoever waits for the answer a little time.
#pragma once
#include "ports/database.hpp"

namespace elevaite::test {

class CountingDatabase final : public ports::Database {
 public:
  explicit CountingDatabase(ports::Database& inner) : inner_(inner) {}

  std::string_view dialect() const override { return inner_.dialect(); }
  Task<Result<ports::Rows>> query(ports::Scope scope, ports::Statement statement) override {
    ++statements_;
    return inner_.query(scope, std::move(statement));
  }
  Task<Result<std::vector<ports::Rows>>> batch(ports::Scope scope,
                                               std::vector<ports::Statement> statements) override {
    statements_ += statements.size();
    return inner_.batch(scope, std::move(statements));
  }
  Task<Result<void>> script(std::string sql) override { return inner_.script(std::move(sql)); }
  Task<Result<void>> ping(Duration limit) override { return inner_.ping(limit); }

  std::uint64_t statements() const { return statements_; }

 private:
  ports::Database& inner_;
  std::uint64_t statements_ = 0;
};

}  // namespace elevaite::test
