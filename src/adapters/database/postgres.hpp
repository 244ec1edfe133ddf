// PostgreSQL through pipelined connections on the loop's own thread.
#pragma once
#include <memory>
#include <string>

#include "adapters/database/open.hpp"

namespace elevaite::adapters::database {

class PostgresNews;
class PostgresPool;

class PostgresDatabase final : public ports::Database {
 public:
  // Connects in the background; a wrong URL is an error at once.
  static Result<std::unique_ptr<PostgresDatabase>> open(Executor executor, const std::string& url,
                                                        const DatabaseOptions& options);
  ~PostgresDatabase() override;

  std::string_view dialect() const override { return "postgres"; }
  Task<Result<ports::Rows>> query(ports::Scope scope, ports::Statement statement) override;
  Task<Result<std::vector<ports::Rows>>> batch(ports::Scope scope,
                                               std::vector<ports::Statement> statements) override;
  Task<Result<void>> script(std::string sql) override;
  Task<Result<void>> statement_alone(std::string sql, Duration limit) override;
  Task<Result<void>> ping(Duration limit) override;
  void tell(std::string channel) override;
  std::unique_ptr<ports::Listening> listen(std::string channel, Duration look,
                                           std::function<void()> heard) override;

 private:
  PostgresDatabase(Executor executor, std::shared_ptr<PostgresPool> pool);
  std::shared_ptr<PostgresPool> pool_;
  std::shared_ptr<PostgresNews> news_;
};

}  // namespace elevaite::adapters::database
