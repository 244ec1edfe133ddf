// The statements that one connection has prepared on its server.
#pragma once
#include <memory>
#include <unordered_map>

#include "adapters/database/postgres_values.hpp"

namespace elevaite::adapters::database {

struct PreparedStatement {
  std::string name;
  std::string text;  // emptied once it is prepared
  bool takes_rows = false;
  std::vector<PostgresType> types;  // of arrays when it takes rows
  const char* address = nullptr;
  std::optional<Error> error;  // why the server refused to prepare it
};

// Of the parameters of a statement that takes rows.
std::vector<PostgresType> array_types(std::string_view sql);

class PostgresStatements {
 public:
  // The statement for this SQL and parameter types; one with `text` set has yet to be sent to the
  // server. Null when the server holds enough of them: then send the SQL unprepared.
  std::shared_ptr<PreparedStatement> find(const ports::Statement& statement);
  void forget(const std::shared_ptr<PreparedStatement>& statement);

 private:
  // A literal, compared by address; size and hash detect text that is not one after all. A
  // parameter that is NULL fits every type, so few literals have more than one variant.
  struct Literal {
    std::size_t size = 0;
    std::size_t hash = 0;
    bool guarded = false;
    std::vector<std::shared_ptr<PreparedStatement>> variants{};
  };
  std::unordered_multimap<const char*, Literal> literals_;
  std::size_t live_ = 0;
  std::uint64_t named_ = 0;
};

}  // namespace elevaite::adapters::database
