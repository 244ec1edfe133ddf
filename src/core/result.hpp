// Result<T>: a value or an Error. An alias, so that std::expected can take its place one day.
#pragma once
#include <boost/system/result.hpp>
#include <stdexcept>

#include "core/error.hpp"

namespace elevaite {

template <class T = void>
using Result = boost::system::result<T, Error>;

// Called by Result::value() when it holds an error. Only tests and start-up code use value().
[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location&) {
  throw std::runtime_error(std::string(to_string(error.code)) + ": " + error.message);
}

}  // namespace elevaite

#define ELEVAITE_CONCAT_(a, b) a##b
#define ELEVAITE_CONCAT(a, b) ELEVAITE_CONCAT_(a, b)

// TRY(auto x, f());  — assigns the value or returns the error. CO_TRY does so in a coroutine; there
// the expression may be a co_await. CHECK and CO_CHECK are for Result<void> or a value that isn't
// needed.
#define ELEVAITE_TRY_(temporary, return_word, declaration, ...)         \
  auto temporary = __VA_ARGS__;                                         \
  if (!temporary.has_value()) return_word std::move(temporary).error(); \
  declaration = std::move(*temporary)
#define ELEVAITE_CHECK_(temporary, return_word, ...)                      \
  do {                                                                    \
    auto temporary = __VA_ARGS__;                                         \
    if (!temporary.has_value()) return_word std::move(temporary).error(); \
  } while (false)
#define TRY(declaration, ...) \
  ELEVAITE_TRY_(ELEVAITE_CONCAT(try_, __LINE__), return, declaration, __VA_ARGS__)
#define CO_TRY(declaration, ...) \
  ELEVAITE_TRY_(ELEVAITE_CONCAT(try_, __LINE__), co_return, declaration, __VA_ARGS__)
#define CHECK(...) ELEVAITE_CHECK_(ELEVAITE_CONCAT(check_, __LINE__), return, __VA_ARGS__)
#define CO_CHECK(...) ELEVAITE_CHECK_(ELEVAITE_CONCAT(check_, __LINE__), co_return, __VA_ARGS__)
