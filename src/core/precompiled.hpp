// Headers that nearly every file needs; compiled once. Rows above have their own, which hold this
// one too: half of what a file costs is the classes and templates of the headers it shares.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>
#include <boost/system/result.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "core/id.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "core/task.hpp"
#include "core/time.hpp"
