/// @file
/// What tells the values of one attribute apart: the language of its readers, the selector of a
/// key, the service of a certificate, the issuer it allows.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace fingerpost {

enum class Qualifier : std::uint8_t { none, language, selector, service, issuer };

/// A row of the table of qualifiers.
struct QualifierKind {
    Qualifier id;
    std::string_view name;    ///< "language"; --language on the command line
    std::string_view value;   ///< what its value is called there: "TAG"
    std::string_view example; ///< "de or pt-br"
    std::string_view help;
    bool required; ///< no value stands without one
    /// The qualifier in its one form.
    Result<std::string> (*check)(std::string_view text);
};

/// All but Qualifier::none, in the order of Qualifier.
std::span<const QualifierKind> qualifier_kinds();

/// Null for Qualifier::none.
const QualifierKind* kind_of(Qualifier id);

} // namespace fingerpost
