#include "format/seal.hpp"

#include "format/digest.hpp"

namespace fingerpost::format {

namespace {

constexpr std::string_view who = "written by fingerpost";
constexpr std::string_view algorithm = "XXH64 of all below: ";

} // namespace

std::string sealed(Comment comment, std::string_view whose, std::string_view body) {
    std::string text;
    text.reserve(body.size() + whose.size() + 96);
    text.append(comment.open).append(who);
    if (!whose.empty()) text.append(" for ").append(whose);
    text.append("; ").append(algorithm).append(digest(body)).append(comment.close);
    return text.append("\n").append(body);
}

Seal seal_of(Comment comment, std::string_view text) {
    if (!text.starts_with(comment.open)) return Seal::foreign;
    const auto line = text.substr(0, text.find('\n')).substr(comment.open.size());
    if (!line.starts_with(who)) return Seal::foreign;
    const auto at = line.find(algorithm);
    if (at == line.npos) return Seal::unsealed;
    const auto said = line.substr(at + algorithm.size(), 16);
    return said == digest(body_of(text)) ? Seal::intact : Seal::edited;
}

std::string_view body_of(std::string_view text) {
    const auto end = text.find('\n');
    return end == text.npos ? std::string_view() : text.substr(end + 1);
}

} // namespace fingerpost::format
