#include "zone/tsig_key.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "zone/presentation.hpp"
#include "zone/wire.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace fingerpost::zone {

namespace {

constexpr std::size_t secret_min = 16; // octets; RFC 8945 §8 wants no less than the hash, BIND less

struct Row {
    TsigAlgorithm algorithm;
    std::string_view name;
};
constexpr std::array algorithms{
    Row{TsigAlgorithm::hmac_sha256, "hmac-sha256"},
    Row{TsigAlgorithm::hmac_sha384, "hmac-sha384"},
    Row{TsigAlgorithm::hmac_sha512, "hmac-sha512"},
};

std::optional<TsigAlgorithm> find_algorithm(std::string_view name) {
    for (const auto& row : algorithms)
        if (ascii_iequals(row.name, name)) return row.algorithm;
    return std::nullopt;
}

/// Words, strings, and the marks `{`, `}` and `;`, without the comments between them.
class Tokens {
public:
    explicit Tokens(std::string_view text) : text_(text) {}

    /// "" at the end and at what is none: an open comment or string.
    std::string_view next() {
        if (!skip_blanks() || at_ == text_.size()) return {};
        constexpr std::string_view marks = "{};";
        if (marks.find(text_[at_]) != marks.npos) return text_.substr(at_++, 1);
        if (text_[at_] == '"') {
            const auto end = text_.find_first_of("\"\n", at_ + 1);
            if (end == text_.npos || text_[end] != '"') return {};
            const auto from = std::exchange(at_, end + 1) + 1;
            return text_.substr(from, end - from);
        }
        const auto from = at_;
        at_ = std::min(text_.find_first_of(" \t\r\n{};\"#", at_), text_.size());
        return text_.substr(from, at_ - from);
    }

    bool at_end() { return skip_blanks() && at_ == text_.size(); }

    std::string line() const {
        const auto before = text_.substr(0, at_);
        return std::to_string(std::count(before.begin(), before.end(), '\n') + 1);
    }

private:
    /// False in a comment that never ends.
    bool skip_blanks() {
        for (;;) {
            at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
            const auto rest = text_.substr(at_);
            if (rest.starts_with("/*")) {
                const auto end = text_.find("*/", at_ + 2);
                if (end == text_.npos) return false;
                at_ = end + 2;
            } else if (rest.starts_with("#") || rest.starts_with("//")) {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else {
                return true;
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

class KeyReader {
public:
    explicit KeyReader(std::string_view text) : tokens_(text) {}

    Result<std::vector<TsigKey>> read() {
        std::vector<TsigKey> keys;
        while (!tokens_.at_end()) {
            auto key = next();
            if (!key) return key.error();
            for (const auto& other : keys)
                if (other.name == key->name) return wrong("the key " + key->name + " comes twice");
            if (keys.size() == keys_max) return wrong("too many keys");
            keys.push_back(std::move(*key));
        }
        if (keys.empty()) return wrong("there is no key; make one with: tsig-keygen NAME");
        return keys;
    }

private:
    Error wrong(const std::string& what) const {
        return {Errc::bad_request, "line " + tokens_.line() + ": " + what};
    }

    Result<TsigKey> next() {
        if (!ascii_iequals(tokens_.next(), "key"))
            return wrong("a key file holds: key \"name\" { algorithm …; secret \"…\"; };");
        const auto wire = name_to_wire(absolute(tokens_.next()));
        if (!wire || wire->size() < 2) return wrong("the key's name is no domain name");
        std::size_t at = 0;
        TsigKey key{name_from_wire(*wire, at).value(), {}, {}};
        if (tokens_.next() != "{") return wrong("\"{\" is missing after the key's name");
        std::string_view statement;
        bool has_algorithm = false;
        while ((statement = tokens_.next()) != "}") {
            const auto value = tokens_.next();
            const auto taken = ascii_iequals(statement, "algorithm")
                                   ? take_algorithm(value, has_algorithm, key)
                                   : take_secret(statement, value, key);
            if (!taken) return taken.error();
            if (tokens_.next() != ";") return wrong("\";\" is missing");
        }
        if (!has_algorithm) return wrong("the key has no algorithm");
        if (key.secret.empty()) return wrong("the key has no secret");
        if (tokens_.next() != ";") return wrong("\";\" is missing after \"}\"");
        return key;
    }

    Result<void> take_algorithm(std::string_view value, bool& has_algorithm, TsigKey& key) {
        const auto algorithm = find_algorithm(value);
        if (!algorithm)
            return wrong("the algorithm is none of hmac-sha256, hmac-sha384, hmac-sha512");
        if (std::exchange(has_algorithm, true)) return wrong("the key has two algorithms");
        key.algorithm = *algorithm;
        return {};
    }

    Result<void> take_secret(std::string_view statement, std::string_view value, TsigKey& key) {
        if (!ascii_iequals(statement, "secret"))
            return wrong("only algorithm and secret may stand in a key");
        if (!key.secret.empty()) return wrong("the key has two secrets");
        auto secret = base64_decoded(value);
        if (!secret) return wrong("the secret is not base64");
        if (secret->size() < secret_min)
            return wrong("the secret is shorter than 16 octets; make one with: tsig-keygen NAME");
        key.secret = std::move(*secret);
        return {};
    }

    Tokens tokens_;
};

} // namespace

std::string_view name(TsigAlgorithm algorithm) {
    for (const auto& row : algorithms)
        if (row.algorithm == algorithm) return row.name;
    return {};
}

Result<std::vector<TsigKey>> parse_key_file(std::string_view text) {
    if (text.size() > key_file_max) return Error{Errc::bad_request, "the key file is too long"};
    return KeyReader(text).read();
}

} // namespace fingerpost::zone
