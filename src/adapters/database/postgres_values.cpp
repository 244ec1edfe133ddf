#include "adapters/database/postgres_values.hpp"

#include <libpq-fe.h>

#include <bit>
#include <charconv>
#include <cstring>

namespace elevaite::adapters::database {
namespace {

// pg_type.dat; fixed for all versions of PostgreSQL.
constexpr PostgresType kBool = 16;
constexpr PostgresType kBytea = 17;
constexpr PostgresType kInt8 = 20;
constexpr PostgresType kInt2 = 21;
constexpr PostgresType kInt4 = 23;
constexpr PostgresType kText = 25;
constexpr PostgresType kOid = 26;
constexpr PostgresType kFloat4 = 700;
constexpr PostgresType kFloat8 = 701;
constexpr PostgresType kNumeric = 1700;
constexpr PostgresType kUuid = 2950;

struct ArrayType {
  std::string_view name;
  PostgresType element;
  PostgresType array;
};
// A connection keeps no more room for the next array.
constexpr std::size_t kMaxKeptArray = 1 << 20;

constexpr std::array<ArrayType, 6> kArrayTypes{{{"boolean", kBool, 1000},
                                                {"bytea", kBytea, 1001},
                                                {"bigint", kInt8, 1016},
                                                {"text", kText, 1009},
                                                {"double precision", kFloat8, 1022},
                                                {"uuid", kUuid, 2951}}};

std::array<char, 8> big_endian(std::uint64_t value) {
  std::array<char, 8> out{};
  for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<char>(value >> (56 - 8 * i));
  return out;
}

int hex_digit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

// "\x0aff…"; other output formats do not exist since 9.0 unless a session asks for them.
ports::Bytes decode_bytea(std::string_view text) {
  ports::Bytes bytes;
  if (!text.starts_with("\\x")) return bytes;
  bytes.reserve(text.size() / 2 - 1);
  for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(hex_digit(text[i]) * 16 + hex_digit(text[i + 1])));
  }
  return bytes;
}

double decode_double(std::string_view text) {
  double value = 0;
  // Also reads "NaN" and "Infinity".
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// sum(bigint) is numeric: a whole number that fits is an integer, as it is in SQLite.
ports::SqlValue decode_number(std::string_view text) {
  std::int64_t value = 0;
  auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure == std::errc() && stop == text.data() + text.size()) return value;
  return decode_double(text);
}

ports::SqlValue decode_cell(PostgresType type, std::string_view text) {
  switch (type) {
    case kBool:
      return text == "t";
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
    case kNumeric:
      return decode_number(text);
    case kFloat4:
    case kFloat8:
      return decode_double(text);
    case kBytea:
      return decode_bytea(text);
    case kUuid:
      if (auto uuid = Uuid::parse(text)) return *uuid;
      return std::string(text);
    default:
      return std::string(text);
  }
}

void append_int32(std::string& out, std::size_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
}

// One dimension that begins at 1, with NULLs among the elements.
void append_array_head(std::string& out, PostgresType array, std::size_t size) {
  PostgresType element = 0;
  for (const auto& type : kArrayTypes) {
    if (type.array == array) element = type.element;
  }
  for (std::size_t field :
       {std::size_t{1}, std::size_t{1}, std::size_t{element}, size, std::size_t{1}}) {
    append_int32(out, field);
  }
}

void append_element(std::string& out, const ports::SqlValue& value) {
  struct Appender {
    std::string& out;
    void bytes(const void* data, std::size_t size) const {
      append_int32(out, size);
      if (size > 0) out.append(static_cast<const char*>(data), size);
    }
    void operator()(std::monostate) const { out.append(4, '\xff'); }  // a length of -1
    void operator()(bool flag) const { bytes(flag ? "\1" : "\0", 1); }
    void operator()(std::int64_t number) const {
      bytes(big_endian(static_cast<std::uint64_t>(number)).data(), 8);
    }
    void operator()(double number) const {
      bytes(big_endian(std::bit_cast<std::uint64_t>(number)).data(), 8);
    }
    void operator()(const std::string& text) const { bytes(text.data(), text.size()); }
    void operator()(const ports::Bytes& body) const { bytes(body.data(), body.size()); }
    void operator()(const Uuid& uuid) const { bytes(uuid.bytes.data(), uuid.bytes.size()); }
  };
  std::visit(Appender{out}, value);
}

std::int64_t affected_rows(const pg_result* result) {
  // "INSERT 0 3", "UPDATE 3", but also "SELECT 3".
  auto* mutable_result = const_cast<pg_result*>(result);
  if (std::string_view(PQcmdStatus(mutable_result)).starts_with("SELECT")) return 0;
  std::int64_t count = 0;
  std::string_view text = PQcmdTuples(mutable_result);
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

std::string_view cell_text(const pg_result* result, int row, int column) {
  return {PQgetvalue(result, row, column),
          static_cast<std::size_t>(PQgetlength(result, row, column))};
}

}  // namespace

PostgresType postgres_type(const ports::SqlValue& value) {
  struct Typer {
    PostgresType operator()(std::monostate) const { return 0; }
    PostgresType operator()(bool) const { return kBool; }
    PostgresType operator()(std::int64_t) const { return kInt8; }
    PostgresType operator()(double) const { return kFloat8; }
    PostgresType operator()(const std::string&) const { return kText; }
    PostgresType operator()(const ports::Bytes&) const { return kBytea; }
    PostgresType operator()(const Uuid&) const { return kUuid; }
  };
  return std::visit(Typer{}, value);
}

PostgresType postgres_array_type(std::string_view element) {
  for (const auto& type : kArrayTypes) {
    if (type.name == element) return type.array;
  }
  return 0;
}

void EncodedParams::encode_rows(const std::vector<ports::SqlValue>& params,
                                const std::vector<PostgresType>& types) {
  const std::size_t columns = types.size();
  values_.clear();
  lengths_.clear();
  formats_.assign(columns, 1);
  arrays_.resize(std::max(arrays_.size(), columns));
  for (std::size_t column = 0; column < columns; ++column) {
    std::string& array = arrays_[column];
    if (array.capacity() > kMaxKeptArray) array = std::string();
    array.clear();
    append_array_head(array, types[column], params.size() / columns);
    for (std::size_t at = column; at < params.size(); at += columns) {
      append_element(array, params[at]);
    }
    values_.push_back(array.data());
    lengths_.push_back(static_cast<int>(array.size()));
  }
}

void EncodedParams::encode(const std::vector<ports::SqlValue>& params) {
  values_.clear();
  lengths_.clear();
  numbers_.clear();
  // Pointers into it are taken while it fills.
  numbers_.reserve(params.size());
  formats_.assign(params.size(), 1);
  auto add = [this](const char* data, std::size_t size) {
    values_.push_back(data);
    lengths_.push_back(static_cast<int>(size));
  };
  for (const auto& param : params) {
    if (const auto* flag = std::get_if<bool>(&param)) {
      numbers_.push_back({static_cast<char>(*flag ? 1 : 0)});
      add(numbers_.back().data(), 1);
    } else if (const auto* integer = std::get_if<std::int64_t>(&param)) {
      numbers_.push_back(big_endian(static_cast<std::uint64_t>(*integer)));
      add(numbers_.back().data(), 8);
    } else if (const auto* number = std::get_if<double>(&param)) {
      numbers_.push_back(big_endian(std::bit_cast<std::uint64_t>(*number)));
      add(numbers_.back().data(), 8);
    } else if (const auto* text = std::get_if<std::string>(&param)) {
      add(text->data(), text->size());
    } else if (const auto* bytes = std::get_if<ports::Bytes>(&param)) {
      // A null pointer would be NULL.
      add(bytes->empty() ? "" : reinterpret_cast<const char*>(bytes->data()), bytes->size());
    } else if (const auto* uuid = std::get_if<Uuid>(&param)) {
      add(reinterpret_cast<const char*>(uuid->bytes.data()), uuid->bytes.size());
    } else {
      add(nullptr, 0);
    }
  }
}

ports::Rows decode_rows(const pg_result* result) {
  int columns = PQnfields(result);
  int rows = PQntuples(result);
  std::vector<ports::SqlValue> cells;
  cells.reserve(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      if (PQgetisnull(result, row, column) != 0) {
        cells.emplace_back(std::monostate{});
      } else {
        cells.push_back(decode_cell(PQftype(result, column), cell_text(result, row, column)));
      }
    }
  }
  return {static_cast<std::size_t>(columns), std::move(cells), affected_rows(result)};
}

ports::Rows decode_guarded(const pg_result* result) {
  std::int64_t affected = 0;
  if (PQntuples(result) == 1) {
    auto text = cell_text(result, 0, 0);
    std::from_chars(text.data(), text.data() + text.size(), affected);
  }
  return {0, {}, affected};
}

}  // namespace elevaite::adapters::database
