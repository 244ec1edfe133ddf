// The relational database, as narrow as our needs: portable SQL with $1, $2 … placeholders, single
// statements and all-or-nothing batches. There are no interactive transactions: a transaction is
// one round trip, so none is ever left open by a slow or killed client.
//
// Common dialect of the SQL: types uuid, text, bigint, integer, boolean, double precision, bytea;
// ON CONFLICT; RETURNING; no dialect functions. Placeholders are numbered in order of first use. A
// parameter has the type of its SqlValue (int64 is bigint): where SQL wants another one, write
// CAST($1 AS integer). Text holds UTF-8 without NUL bytes. Constraints and unique indexes are
// named, so that errors name them.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/id.hpp"
#include "core/task.hpp"
#include "model/ids.hpp"

namespace elevaite::ports {

using Bytes = std::vector<std::uint8_t>;
using SqlValue = std::variant<std::monostate, bool, std::int64_t, double, std::string, Bytes, Uuid>;

// Whose rows a statement may see. On PostgreSQL row-level security enforces it; `system` is for the
// engine's own services (journal, leases, sign-in), never for a request's data access.
class Scope {
 public:
  static Scope tenant(model::TenantId id) { return Scope(id); }
  static Scope system() { return Scope({}); }
  bool is_system() const { return tenant_.is_nil(); }
  model::TenantId tenant_id() const { return tenant_; }

 private:
  explicit Scope(model::TenantId id) : tenant_(id) {}
  model::TenantId tenant_;
};

struct Statement {
  // Text that lives for the whole process (a literal): adapters prepare it once and cache by
  // address.
  std::string_view sql;
  std::vector<SqlValue> params{};
  // When true and no row is affected, the whole batch is rolled back and answers `conflict`.
  // Not together with RETURNING.
  bool must_affect = false;
  // A statement may take any number of rows of parameters, one after another, out of a table that
  // it names in a WITH: "WITH v (id, amount) AS ($rows(uuid, bigint)) INSERT … SELECT … FROM v".
  // Of two rows that conflict with each other the first one counts. Not together with must_affect.
  bool takes_rows() const { return sql.find("$rows(") != std::string_view::npos; }
};

// The rows of one statement, materialised; column access by position, in the statement's order.
class Rows {
 public:
  Rows() = default;
  Rows(std::size_t columns, std::vector<SqlValue> cells, std::int64_t affected)
      : columns_(columns), cells_(std::move(cells)), affected_(affected) {}

  std::size_t size() const { return columns_ == 0 ? 0 : cells_.size() / columns_; }
  bool empty() const { return size() == 0; }
  // Rows inserted, updated or deleted; 0 for a SELECT.
  std::int64_t affected() const { return affected_; }

  const SqlValue& at(std::size_t row, std::size_t column) const;
  bool is_null(std::size_t row, std::size_t column) const;
  // The value's type must be the one asked for (an assertion): the SQL and its reader lie side by
  // side. What an expression computes may be read too: boolean() takes 0 and 1, number() any
  // integer, uuid() 16 bytes; sum(bigint) is an integer.
  std::int64_t integer(std::size_t row, std::size_t column) const;
  bool boolean(std::size_t row, std::size_t column) const;
  double number(std::size_t row, std::size_t column) const;
  const std::string& text(std::size_t row, std::size_t column) const;
  const Bytes& bytes(std::size_t row, std::size_t column) const;
  Uuid uuid(std::size_t row, std::size_t column) const;
  // Microseconds since 1970; empty for NULL.
  std::optional<Instant> optional_instant(std::size_t row, std::size_t column) const;
  template <class IdType>
  std::optional<IdType> optional_id(std::size_t row, std::size_t column) const {
    if (is_null(row, column)) return std::nullopt;
    return IdType{uuid(row, column)};
  }

 private:
  std::size_t columns_ = 0;
  std::vector<SqlValue> cells_;
  std::int64_t affected_ = 0;
};

// As it is stored: an instant in microseconds, an id as its uuid, nothing as NULL.
SqlValue or_null(const std::optional<Instant>& instant);
SqlValue or_null(std::optional<std::string> text);
SqlValue or_null(const std::optional<std::int64_t>& number);
template <class Noun>
SqlValue or_null(const std::optional<Id<Noun>>& id) {
  return id ? SqlValue(id->uuid) : SqlValue();
}

// Errors:
// - conflict: kMustAffect, or a constraint, named by `reason`: the unique index or constraint, the
//   named check, "members.role" for NOT NULL, the foreign key ("foreign_key" on SQLite).
// - unavailable: connection lost, starting up, too busy, disk full. Nothing was committed, unless
//   `reason` is kCommitUnknown: then the connection broke while the commit was in flight.
// - timeout: after 30 s. With the reason kCommitUnknown a write may commit nevertheless.
// - invalid_argument: a value that the database cannot hold (text with NUL bytes or that is not
//   UTF-8, a number out of range).
// - internal: a bug in the SQL.
inline constexpr std::string_view kMustAffect = "must_affect";
inline constexpr std::string_view kCommitUnknown = "commit_unknown";

// As long as it lives, its owner hears.
class Listening {
 public:
  virtual ~Listening() = default;
};

// Lives on the loop: call it from the loop's thread, and destroy it there before the loop. A call
// that is under way then is still answered. Several processes may use one database.
class Database {
 public:
  virtual ~Database() = default;
  virtual std::string_view dialect() const = 0;  // "sqlite" or "postgres"
  virtual Task<Result<Rows>> query(Scope scope, Statement statement) = 0;
  // One transaction, committed durably when it answers.
  virtual Task<Result<std::vector<Rows>>> batch(Scope scope, std::vector<Statement> statements) = 0;
  // Runs a script of several statements without parameters (migrations) in one transaction, within
  // ten minutes, in the system scope. The message of an error names the failed statement and its
  // line.
  virtual Task<Result<void>> script(std::string sql) = 0;
  // One statement that no transaction may hold (PostgreSQL's CREATE INDEX CONCURRENTLY), in a
  // session whose own limits apply. When it fails, a part of it may stay.
  virtual Task<Result<void>> statement_alone(std::string sql, [[maybe_unused]] Duration limit) {
    return script(std::move(sql));
  }
  // Readiness: whether a trivial query answers within the limit.
  virtual Task<Result<void>> ping(Duration limit) = 0;

  // Tells all processes of this database, this one too, what they may want to look at. It is a hint
  // that takes milliseconds and may be lost, or come without reason: who listens looks by itself
  // now and then. Several words within a few milliseconds may be heard as one.
  virtual void tell([[maybe_unused]] std::string channel) {}
  // `heard` is called on the loop. `look` is how often a database that cannot send words looks
  // whether something has changed; zero: never.
  virtual std::unique_ptr<Listening> listen([[maybe_unused]] std::string channel,
                                            [[maybe_unused]] Duration look,
                                            [[maybe_unused]] std::function<void()> heard) {
    return nullptr;
  }
};

}  // namespace elevaite::ports
