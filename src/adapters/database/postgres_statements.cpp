#include "adapters/database/postgres_statements.hpp"

#include "adapters/database/sql_text.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr std::size_t kMaxPrepared = 1000;

bool fits(const PreparedStatement& prepared, const std::vector<ports::SqlValue>& params) {
  if (prepared.takes_rows) return true;
  const auto& types = prepared.types;
  if (types.size() != params.size()) return false;
  for (std::size_t i = 0; i < types.size(); ++i) {
    auto type = postgres_type(params[i]);
    if (type != 0 && type != types[i]) return false;
  }
  return true;
}

}  // namespace

std::vector<PostgresType> array_types(std::string_view sql) {
  std::vector<PostgresType> types;
  for (std::string_view type : row_types(sql)) types.push_back(postgres_array_type(type));
  return types;
}

std::shared_ptr<PreparedStatement> PostgresStatements::find(const ports::Statement& statement) {
  auto sql = statement.sql;
  auto hash = std::hash<std::string_view>{}(sql);
  Literal* literal = nullptr;
  auto [begin, end] = literals_.equal_range(sql.data());
  for (auto it = begin; it != end && literal == nullptr; ++it) {
    auto& candidate = it->second;
    if (candidate.size == sql.size() && candidate.hash == hash &&
        candidate.guarded == statement.must_affect) {
      literal = &candidate;
    }
  }
  if (literal != nullptr) {
    for (const auto& variant : literal->variants) {
      if (fits(*variant, statement.params)) return variant;
    }
  }
  if (live_ >= kMaxPrepared) return nullptr;
  if (literal == nullptr) {
    literal =
        &literals_.emplace(sql.data(), Literal{sql.size(), hash, statement.must_affect})->second;
  }
  auto prepared = std::make_shared<PreparedStatement>();
  prepared->name = "s" + std::to_string(++named_);
  prepared->text = statement.must_affect ? guarded(sql) : with_unnested_rows(sql);
  prepared->address = sql.data();
  prepared->takes_rows = statement.takes_rows();
  if (prepared->takes_rows) prepared->types = array_types(sql);
  for (std::size_t i = 0; !prepared->takes_rows && i < statement.params.size(); ++i) {
    auto type = postgres_type(statement.params[i]);
    // A NULL takes over a type seen before, so that the variants do not multiply.
    for (const auto& variant : literal->variants) {
      if (type == 0 && i < variant->types.size()) type = variant->types[i];
    }
    prepared->types.push_back(type);
  }
  literal->variants.push_back(prepared);
  ++live_;
  return prepared;
}

void PostgresStatements::forget(const std::shared_ptr<PreparedStatement>& statement) {
  // The server keeps it, so it still counts as live; that is rare enough.
  auto [begin, end] = literals_.equal_range(statement->address);
  for (auto it = begin; it != end; ++it) std::erase(it->second.variants, statement);
}

}  // namespace elevaite::adapters::database
