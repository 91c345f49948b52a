#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "format/format.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

int run(const Arguments& arguments, Io& io) {
    if (arguments.has("json")) {
        boost::json::array rows;
        for (const auto& row : format::formats())
            rows.push_back(boost::json::object{
                {"name", row.name}, {"file", row.file}, {"purpose", row.purpose}});
        io.out << boost::json::serialize(rows) << '\n';
        return exit_ok;
    }
    TextTable formats({"FORMAT", "FILE", "PURPOSE"});
    for (const auto& row : format::formats())
        formats.add({std::string(row.name), std::string(row.file), std::string(row.purpose)});
    TextTable words({"PANEL", "PURPOSE"});
    for (const auto& row : format::panel_words())
        words.add({std::string(row.word), std::string(row.purpose)});
    io.out << formats.str() << '\n' << words.str();
    return exit_ok;
}

constexpr std::array options{json_option};

} // namespace

constinit const Verb dns_formats{
    .path = "dns formats",
    .summary = "List the formats of `dns records` and `dns export`",
    .options = options,
    .details = "A * in FILE stands for the domain; without one, all domains share a file.\n"
               "PANEL lists the words of --panel, for the format panel.",
    .examples = "fingerpost dns formats",
    .run = run};

} // namespace fingerpost::cli
