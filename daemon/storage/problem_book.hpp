/// @file
/// What is wrong with which row, so that a refresh can take back what was mended.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace fingerpost::storage {

class ProblemBook {
public:
    /// What the key of an entry is: "server 7", an offer's id, a domain's name as stored, the id
    /// of a domain that is not there.
    enum class Of { row, offer, domain, link };

    /// Beyond so many keys of a kind nothing more is kept; Catalog keeps fewer sentences yet.
    static constexpr std::size_t kept = 10000;

    void set(Of of, const std::string& key, std::vector<std::string> sentences) {
        auto& entries = entries_[static_cast<std::size_t>(of)];
        if (sentences.empty())
            entries.erase(key);
        else if (entries.size() < kept || entries.contains(key))
            entries[key] = std::move(sentences);
    }
    void erase(Of of, const std::string& key) { set(of, key, {}); }

    /// Each sentence once, in alphabetical order.
    std::vector<std::string> sentences() const {
        std::set<std::string> all;
        for (const auto& entries : entries_)
            for (const auto& [key, sentences] : entries)
                all.insert(sentences.begin(), sentences.end());
        return {all.begin(), all.end()};
    }

private:
    std::array<std::map<std::string, std::vector<std::string>>, 4> entries_;
};

} // namespace fingerpost::storage
