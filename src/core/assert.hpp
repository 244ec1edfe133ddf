// ASSERT states what must hold whatever the outside world does. It stays on in release builds and
// is never applied to input.
#pragma once

namespace elevaite {
[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);
}

#define ASSERT(expression) \
  ((expression) ? (void)0 : ::elevaite::assertion_failed(#expression, __FILE__, __LINE__))
