#include "core/expression/compiled_value.hpp"

#include <fmt/format.h>

#include "core/expression/budget.hpp"
#include "core/expression/text.hpp"

namespace elevaite::expression {

// A value in which what needs evaluation is known: constant parts are kept whole.
struct CompiledValue::Part {
  Json constant{};
  std::optional<Template> text{};
  std::string field{};  // of the text
  bool is_object = false;
  std::vector<std::pair<std::string, Part>> members{};
  std::vector<Part> items{};
  bool is_constant = true;
};

namespace {

using Part = CompiledValue::Part;

class Compiler {
 public:
  explicit Compiler(const CompiledValue::Filter& is_template) : is_template_(is_template) {}

  Part compile(const Json& value, std::size_t depth) {
    Part part;
    if (depth > kMaxJsonDepth + 1) {
      fail("too_deep", fmt::format("Nested deeper than {} levels.", kMaxJsonDepth));
    } else if (const auto* text = value.if_string()) {
      compile_text(part, view(*text));
    } else if (const auto* list = value.if_array()) {
      compile_list(part, *list, depth);
    } else if (const auto* object = value.if_object()) {
      compile_object(part, *object, depth);
    }
    if (part.is_constant) {
      part = Part{};
      part.constant = value;
    }
    return part;
  }

  std::vector<FieldError> errors;
  ErrorCode code = ErrorCode::invalid_argument;

 private:
  void compile_text(Part& part, std::string_view text) {
    if (text.find("{{") == std::string_view::npos) return;
    if (is_template_ && !is_template_(pointer_)) return;
    auto parsed = Template::parse(text);
    if (!parsed) {
      if (parsed.error().code == ErrorCode::limit_exceeded) code = ErrorCode::limit_exceeded;
      return fail("expression_syntax", parsed.error().message);
    }
    part.text = std::move(*parsed);
    part.field = field_;
    part.is_constant = false;
  }

  void compile_list(Part& part, const JsonArray& list, std::size_t depth) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      Place place(*this, fmt::format("[{}]", i), std::to_string(i));
      part.items.push_back(compile(list[i], depth + 1));
      part.is_constant = part.is_constant && part.items.back().is_constant;
    }
  }

  void compile_object(Part& part, const JsonObject& object, std::size_t depth) {
    part.is_object = true;
    for (const auto& member : object) {
      std::string_view name = member.key();
      std::string token;
      for (char c : name) token += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
      Place place(*this, field_.empty() ? std::string(name) : "." + std::string(name), token);
      part.members.emplace_back(name, compile(member.value(), depth + 1));
      part.is_constant = part.is_constant && part.members.back().second.is_constant;
    }
  }

  // Lengthens both ways of naming the place for as long as it lives.
  class Place {
   public:
    Place(Compiler& compiler, std::string_view field, std::string_view token)
        : compiler_(compiler), field_(compiler.field_.size()), pointer_(compiler.pointer_.size()) {
      compiler.field_ += field;
      compiler.pointer_ += '/';
      compiler.pointer_ += token;
    }
    ~Place() {
      compiler_.field_.resize(field_);
      compiler_.pointer_.resize(pointer_);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    Compiler& compiler_;
    std::size_t field_;
    std::size_t pointer_;
  };

  void fail(std::string problem, std::string message) {
    constexpr std::size_t kMaxErrors = 100;
    if (errors.size() < kMaxErrors)
      errors.push_back({field_, std::move(problem), std::move(message)});
  }

  const CompiledValue::Filter& is_template_;
  std::string field_;
  std::string pointer_;
};

Result<Json> evaluate_part(const Part& part, const Context& context, Budget& budget) {
  if (part.text) {
    auto value = part.text->evaluate(context, budget);
    if (value) return value;
    Error error = std::move(value).error();
    error.fields.push_back({part.field, "expression", error.message});
    if (!part.field.empty()) error.message = part.field + ": " + error.message;
    return error;
  }
  if (part.is_constant) {
    if (part.constant.is_string() || part.constant.is_structured()) {
      if (!budget.spend_bytes(measure(part.constant, 4 * kMaxOutputBytes).bytes)) {
        return Error{ErrorCode::limit_exceeded, "The value is too large.", "expression"};
      }
    }
    return part.constant;
  }
  if (part.is_object) {
    JsonObject object;
    object.reserve(part.members.size());
    for (const auto& [name, member] : part.members) {
      TRY(auto value, evaluate_part(member, context, budget));
      object.emplace(name, std::move(value));
    }
    return Json(std::move(object));
  }
  JsonArray list;
  list.reserve(part.items.size());
  for (const Part& item : part.items) {
    TRY(auto value, evaluate_part(item, context, budget));
    list.push_back(std::move(value));
  }
  return Json(std::move(list));
}

void collect(const Part& part, std::vector<FieldReference>& references) {
  if (part.text) {
    for (Reference& reference : part.text->references()) {
      references.push_back({part.field, std::move(reference)});
    }
  }
  for (const auto& member : part.members) collect(member.second, references);
  for (const Part& item : part.items) collect(item, references);
}

}  // namespace

CompiledValue::CompiledValue() {
  static const auto kEmpty = [] {
    auto part = std::make_shared<Part>();
    part->constant = JsonObject{};
    return part;
  }();
  root_ = kEmpty;
}

Result<CompiledValue> CompiledValue::compile(const Json& value) { return compile(value, nullptr); }

Result<CompiledValue> CompiledValue::compile(const Json& value, const Filter& is_template) {
  Compiler compiler(is_template);
  auto root = std::make_shared<const Part>(compiler.compile(value, 0));
  if (compiler.errors.empty()) return CompiledValue(std::move(root));
  const FieldError& first = compiler.errors.front();
  auto message = first.field.empty() ? first.message : first.field + ": " + first.message;
  return Error{compiler.code, std::move(message), "expression", std::move(compiler.errors)};
}

const Json* CompiledValue::constant() const {
  return root_->is_constant ? &root_->constant : nullptr;
}

Result<Json> CompiledValue::evaluate(const Context& context) const {
  if (root_->is_constant) return root_->constant;
  Budget budget;
  TRY(auto value, evaluate_part(*root_, context, budget));
  Extent extent = measure(value, kMaxOutputBytes);
  if (extent.bytes > kMaxOutputBytes || extent.depth > kMaxJsonDepth) {
    return Error{ErrorCode::limit_exceeded,
                 fmt::format("The evaluated value is larger than {} MiB or deeper than {} levels.",
                             kMaxOutputBytes / (1024 * 1024), kMaxJsonDepth),
                 "expression"};
  }
  return value;
}

std::vector<FieldReference> CompiledValue::references() const {
  std::vector<FieldReference> references;
  collect(*root_, references);
  return references;
}

}  // namespace elevaite::expression
