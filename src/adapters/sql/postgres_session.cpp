#include "adapters/sql/postgres_session.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>

#include <boost/asio/posix/stream_descriptor.hpp>

#include "adapters/sql/postgres_values.hpp"
#include "adapters/sql/sql_result.hpp"
#include "core/utf8.hpp"

namespace elevaite::adapters::sql {
namespace {

using Descriptor = asio::posix::basic_stream_descriptor<Executor>;

// The socket is libpq's: it must not be closed here.
struct LentDescriptor {
  LentDescriptor(Executor executor, int socket) : descriptor(executor, socket) {}
  ~LentDescriptor() { descriptor.release(); }
  Descriptor descriptor;
};

Error denied_write() {
  return Error{ErrorCode::permission_denied,
               "The query may only read. Switch read_only off to let it write.", "sql_denied"};
}

Error refused_sql(std::string_view field, std::string_view code, const std::string& message) {
  return invalid_field(std::string(field), std::string(code),
                       fmt::format("The database refused the SQL: {}.", message));
}

Error too_large() {
  return Error{ErrorCode::limit_exceeded, "A row of the answer is too large.", "sql_too_large"};
}

// By the class of the SQLSTATE.
Error to_error(const PGresult* result) {
  const char* raw_state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  std::string_view state = raw_state == nullptr ? "" : raw_state;
  std::string message = clean_message(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
  if (state == "57014") {
    return Error{ErrorCode::timeout, "The query took longer than its timeout.", "timeout"};
  }
  if (state == "25006") return denied_write();
  if (state == "42501") {
    return Error{ErrorCode::permission_denied, fmt::format("The database denied it: {}.", message),
                 "sql_denied"};
  }
  if (state.starts_with("23")) {
    return conflict(fmt::format("The database refused the change: {}.", message));
  }
  if (state.starts_with("28")) {
    return Error{ErrorCode::unauthenticated, "The database refused the user or the password.",
                 "sql_login"};
  }
  if (state == "08P01" || state == "42P18") return refused_sql("params", "count", message);
  bool is_passing = state.starts_with("08") || state.starts_with("40") || state.starts_with("53") ||
                    state.starts_with("57") || state.empty();
  if (is_passing) {
    return Error{ErrorCode::unavailable,
                 fmt::format("The database could not run the query: {}.", message),
                 "sql_unavailable"};
  }
  if (state == "42601" && message.find("multiple commands") != std::string::npos) {
    return invalid_field("sql", "multiple_statements", "sql must hold exactly one statement.");
  }
  return refused_sql("sql", "sql", message);
}

std::string begin_statement(const ports::SqlQuery& query) {
  auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(query.timeout).count();
  return fmt::format(
      "BEGIN {};SET LOCAL statement_timeout={};SET LOCAL default_transaction_read_only={};"
      "SET LOCAL idle_in_transaction_session_timeout=60000;SET LOCAL TimeZone='UTC';"
      "SET LOCAL DateStyle='ISO, YMD';SET LOCAL IntervalStyle='iso_8601'",
      query.is_read_only ? "READ ONLY" : "READ WRITE", std::max<std::int64_t>(ms, 1),
      query.is_read_only ? "on" : "off");
}

std::vector<std::string> column_names(const PGresult* result) {
  std::vector<std::string> names;
  for (int i = 0; i < PQnfields(result); ++i) names.emplace_back(PQfname(result, i));
  return names;
}

constexpr std::size_t kMaxRowBytes = 32 << 20;

std::size_t row_bytes(const PGresult* result, int row) {
  std::size_t bytes = 0;
  for (int i = 0; i < PQnfields(result); ++i) {
    bytes += static_cast<std::size_t>(PQgetlength(result, row, i)) + 8;
  }
  return bytes;
}

bool add_row(const PGresult* result, int row, SqlResult& out) {
  std::size_t bytes = row_bytes(result, row);
  if (!out.has_room(bytes)) return false;
  std::vector<Json> cells;
  for (int i = 0; i < PQnfields(result); ++i) {
    auto length = static_cast<std::size_t>(PQgetlength(result, row, i));
    if (PQgetisnull(result, row, i)) {
      cells.emplace_back(nullptr);
    } else {
      cells.push_back(postgres_value(PQftype(result, i), {PQgetvalue(result, row, i), length}));
    }
  }
  return out.add_row(std::move(cells), bytes);
}

std::int64_t affected_rows(PGresult* result) {
  std::string_view command = PQcmdStatus(result);
  if (command.starts_with("SELECT")) return 0;
  return std::atoll(PQcmdTuples(result));
}

}  // namespace

PostgresSession::~PostgresSession() {
  if (!is_idle_ && PQstatus(connection_.get()) == CONNECTION_OK) threads_.cancel(connection_.get());
}

Error PostgresSession::lost() const {
  return Error{ErrorCode::unavailable,
               fmt::format("The connection to the database broke: {}.",
                           clean_message(PQerrorMessage(connection_.get()))),
               "sql_connection"};
}

Task<void> PostgresSession::wait_for_socket(bool writable) {
  auto executor = co_await current_executor();
  LentDescriptor lent(executor, PQsocket(connection_.get()));
  auto type = writable ? Descriptor::wait_write : Descriptor::wait_read;
  co_await lent.descriptor.async_wait(type, use_task);
}

Task<Result<void>> PostgresSession::flush() {
  while (true) {
    int left = PQflush(connection_.get());
    if (left == 0) co_return Result<void>{};
    if (left < 0) co_return lost();
    co_await wait_for_socket(true);
  }
}

Task<Result<PgResult>> PostgresSession::next_result() {
  // libpq keeps a whole row in memory, however long the server says it is. What waits in the socket
  // is counted before libpq takes it, so a slow giant is cut off on the way; a fast one may arrive
  // within one PQconsumeInput() and is refused when it is there.
  while (PQisBusy(connection_.get())) {
    co_await wait_for_socket(false);
    int available = 0;
    ::ioctl(PQsocket(connection_.get()), FIONREAD, &available);
    received_since_row_ += static_cast<std::size_t>(available);
    if (received_since_row_ > kMaxRowBytes) co_return too_large();
    if (PQconsumeInput(connection_.get()) == 0) co_return lost();
  }
  received_since_row_ = 0;
  PgResult result(PQgetResult(connection_.get()));
  if (result && PQntuples(result.get()) > 0 && row_bytes(result.get(), 0) > kMaxRowBytes) {
    co_return too_large();
  }
  co_return result;
}

Task<Result<std::string>> PostgresSession::command(std::string sql) {
  is_idle_ = false;
  if (PQsendQuery(connection_.get(), sql.c_str()) == 0) co_return lost();
  CO_CHECK(co_await flush());
  std::optional<Error> failure;
  std::string tag;
  while (true) {
    CO_TRY(PgResult result, co_await next_result());
    if (!result) break;
    if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) {
      tag = PQcmdStatus(result.get());
    } else if (!failure) {
      failure = to_error(result.get());
    }
    if (PQstatus(connection_.get()) == CONNECTION_BAD) co_return lost();
  }
  is_idle_ = PQtransactionStatus(connection_.get()) == PQTRANS_IDLE;
  if (failure) co_return std::move(*failure);
  co_return tag;
}

Task<Result<void>> PostgresSession::reset() {
  CO_CHECK(co_await command("DISCARD ALL"));
  co_return Result<void>{};
}

Result<void> PostgresSession::send(const ports::SqlQuery& query) {
  std::vector<std::string> texts;
  for (const Json& param : query.params) texts.push_back(display_text(param));
  std::vector<const char*> values;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].find('\0') != std::string::npos) {
      return invalid_field(fmt::format("params[{}]", i), "nul",
                           fmt::format("params[{}] must not hold a NUL character.", i));
    }
    values.push_back(query.params[i].is_null() ? nullptr : texts[i].c_str());
  }
  is_idle_ = false;
  int sent =
      PQsendQueryParams(connection_.get(), query.sql.c_str(), static_cast<int>(values.size()),
                        nullptr, values.data(), nullptr, nullptr, 0);
  if (sent == 0 || PQsetSingleRowMode(connection_.get()) == 0) return lost();
  return {};
}

Task<Result<Json>> PostgresSession::read_result(bool is_read_only, std::size_t max_rows,
                                                std::size_t max_bytes) {
  SqlResult out(max_rows, max_bytes);
  std::optional<Error> failure;
  while (true) {
    CO_TRY(PgResult result, co_await next_result());
    if (!result) break;
    ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK) {
      if (!out.has_columns()) out.set_columns(column_names(result.get()));
      bool is_taken = true;
      for (int row = 0; row < PQntuples(result.get()); ++row)
        is_taken = add_row(result.get(), row, out);
      // The rest would be read for nothing; what writes has to end before it can be committed.
      if (!is_taken && is_read_only) co_return out.take();
    }
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
      out.set_affected(affected_rows(result.get()));
    } else if (status == PGRES_EMPTY_QUERY) {
      failure = invalid_field("sql", "empty", "sql holds no statement.");
    } else if (status == PGRES_FATAL_ERROR) {
      failure = to_error(result.get());
    } else if (status != PGRES_SINGLE_TUPLE) {
      co_return refused_sql("sql", "copy", "COPY is not possible here");
    }
    if (PQstatus(connection_.get()) == CONNECTION_BAD) co_return lost();
  }
  if (failure) co_return std::move(*failure);
  co_return out.take();
}

Task<Result<Json>> PostgresSession::execute(ports::SqlQuery query, std::size_t max_bytes,
                                            std::shared_ptr<bool> is_committing) {
  CO_CHECK(co_await command(begin_statement(query)));
  CO_CHECK(send(query));
  CO_CHECK(co_await flush());
  auto result = co_await read_result(query.is_read_only, query.max_rows, max_bytes);
  bool is_finished = PQtransactionStatus(connection_.get()) != PQTRANS_ACTIVE;
  if (!is_finished) co_return result;  // the destructor ends it
  bool commits = result.has_value() && !query.is_read_only;
  *is_committing = commits;
  auto ended = co_await command(commits ? "COMMIT" : "ROLLBACK");
  if (!commits) co_return result;
  if (!ended && PQstatus(connection_.get()) == CONNECTION_BAD) co_return std::move(ended).error();
  *is_committing = false;
  if (!ended) co_return std::move(ended).error();
  co_return result;
}

}  // namespace elevaite::adapters::sql
