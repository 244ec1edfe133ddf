#include "ports/database.hpp"

#include "core/assert.hpp"

namespace elevaite::ports {

const SqlValue& Rows::at(std::size_t row, std::size_t column) const {
  ASSERT(column < columns_ && row < size());
  return cells_[row * columns_ + column];
}

bool Rows::is_null(std::size_t row, std::size_t column) const {
  return std::holds_alternative<std::monostate>(at(row, column));
}

std::int64_t Rows::integer(std::size_t row, std::size_t column) const {
  const auto* value = std::get_if<std::int64_t>(&at(row, column));
  ASSERT(value != nullptr);
  return *value;
}

bool Rows::boolean(std::size_t row, std::size_t column) const {
  const auto& cell = at(row, column);
  if (const auto* value = std::get_if<bool>(&cell)) return *value;
  // A computed truth value (`a = b`, `EXISTS (…)`) is an integer in SQLite.
  const auto* value = std::get_if<std::int64_t>(&cell);
  ASSERT(value != nullptr && (*value == 0 || *value == 1));
  return *value == 1;
}

double Rows::number(std::size_t row, std::size_t column) const {
  const auto& cell = at(row, column);
  if (const auto* value = std::get_if<double>(&cell)) return *value;
  const auto* value = std::get_if<std::int64_t>(&cell);
  ASSERT(value != nullptr);
  return static_cast<double>(*value);
}

const std::string& Rows::text(std::size_t row, std::size_t column) const {
  const auto* value = std::get_if<std::string>(&at(row, column));
  ASSERT(value != nullptr);
  return *value;
}

const Bytes& Rows::bytes(std::size_t row, std::size_t column) const {
  const auto* value = std::get_if<Bytes>(&at(row, column));
  ASSERT(value != nullptr);
  return *value;
}

std::optional<Instant> Rows::optional_instant(std::size_t row, std::size_t column) const {
  if (is_null(row, column)) return std::nullopt;
  return from_micros(integer(row, column));
}

Uuid Rows::uuid(std::size_t row, std::size_t column) const {
  const auto& cell = at(row, column);
  if (const auto* value = std::get_if<Uuid>(&cell)) return *value;
  // A computed uuid (`coalesce(a, b)`, `min(id)`) has no declared type in SQLite.
  const auto* value = std::get_if<Bytes>(&cell);
  ASSERT(value != nullptr && value->size() == 16);
  Uuid uuid;
  std::copy(value->begin(), value->end(), uuid.bytes.begin());
  return uuid;
}

SqlValue or_null(const std::optional<Instant>& instant) {
  return instant ? SqlValue(to_micros(*instant)) : SqlValue();
}

SqlValue or_null(std::optional<std::string> text) {
  return text ? SqlValue(std::move(*text)) : SqlValue();
}

SqlValue or_null(const std::optional<std::int64_t>& number) {
  return number ? SqlValue(*number) : SqlValue();
}

}  // namespace elevaite::ports
