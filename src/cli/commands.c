/* The table of commands: help, dispatch and the nearest name come from it. */
#include "cli/cli.h"

#include <string.h>
#include <yizhan/i18n.h>

static const char listing[] =
    N_("--where 字段=值   只列这一项等于这个值的，可以写几次；字段见 yizhan dictionary\n"
       "--in REF          只列这个地方的：户、楼栋、小区、网格\n"
       "--limit N         最多几行（不写时屏幕上 100 行，--json 全部）\n"
       "--after REF       从这一条之后接着列\n"
       "--set 字段=值     改成这个值，可以写几次；值为空就是清空\n"
       "--as-of 日期      那一天结束时的样子；列表是那一天在的人、户\n"
       "--new 文字        外来的一人一次：姓名在前，性别、身份证号、电话、居住身份、与户主关系写知道的\n"
       "--by 日期         到那天为止到期的，不写时 30 天；--lease 只看租约，--permit 只看居住证");

#define OFFERS                                                                                                         \
    "list [--where FIELD=VALUE ...] [--limit N] [--after REF]\nadd --set FIELD=VALUE ...\nshow REF [--as-of "          \
    "DATE]\nedit REF --set FIELD=VALUE ...\nconfirm REF ..."

const struct yz_command yz_commands[] = {
    {"search", "QUERY [--kind K,...] [--limit N]", N_("查找：姓名、拼音、首字母、电话、证件号、地址、办件、需求"),
     YZ_CLI_FILE, yz_cli_search,
     N_("--kind K,...      只找这些：person household building case service screen certificate need resource dwelling\n"
        "--limit N         最多几条，不写时 20 条")},
    {"show", "REF [--as-of DATE]", N_("一条记录的全部内容和历史"), YZ_CLI_FILE, yz_cli_show,
     N_("REF               p:123、h:45、b:7、办件编号、证件号、一个人独有的电话、地址（星体花园南区 3-2-501）\n"
        "--as-of 日期      那一天结束时的样子")},
    {"person",
     "list [--where FIELD=VALUE ...] [--group G] [--in REF] [--as-of DATE] [--limit N] [--after REF]\nshow REF "
     "[--as-of DATE]\n"
     "add [--card FILE|-|reader] [--set FIELD=VALUE ...]\nedit REF [--card FILE|-|reader] [--set FIELD=VALUE ...]\n"
     "move REF --to REF [--relation R] [--role R] [--successor REF] [--date D] [--reason T] [--legal] [--dry-run]\n"
     "leave REF [--moved-to T] [--successor REF] [--date D] [--reason T] [--legal] [--dry-run]\n"
     "death REF [--successor REF] [--date D] [--reason T] [--dry-run]\n"
     "return REF [--to REF] [--relation R] [--role R] [--successor REF] [--date D] [--reason T] [--dry-run]\n"
     "birth REF --name N --sex S --consent TEXT [--id-number N] [--guardian REF] [--relation R] [--date D] "
     "[--reason T] [--legal] [--dry-run]\n"
     "expiring [--by D] [--lease] [--permit] [--limit N]\n"
     "duplicates [--scan] [REF] [--limit N]\n"
     "merge KEEP LOSE [--take FIELD=keep|lose ...] [--reason T] [--dry-run]\nunmerge REF\n"
     "distinct REF REF [--reason T] [--drop]\nerase REF --who TEXT --why TEXT [--dry-run]",
     N_("居民：列出、查看、新增、修改、查重、合并、搬家、去世、出生"), 0, yz_cli_person,
     N_("--where 字段=值   只列这一项等于这个值的，可以写几次；字段见 yizhan dictionary\n"
        "--in REF          只列这个地方的：户、楼栋、小区、网格\n"
        "--limit N         最多几行（不写时屏幕上 100 行，--json 全部）\n"
        "--after REF       从这一条之后接着列\n"
        "--set 字段=值     改成这个值，可以写几次；值为空就是清空\n"
        "--card 文件       身份证阅读器读出的文字（256 字节）；- 从标准输入，reader 从 YIZHAN_CARD 指的文件或设备\n"
        "--as-of 日期      那一天结束时的样子；列表是那一天在的人\n"
        "--consent 谁     birth：哪位监护人同意登记；母亲或所写监护人同意的写“是”\n"
        "--by 日期         到那天为止到期的，不写时 30 天；--lease 只看租约，--permit 只看居住证\n"
        "duplicates        可能是同一人的，分高的在前；写了 REF 就只查这一位\n"
        "merge             LOSE 并入 KEEP，挂在 LOSE 名下的都改归 KEEP；--dry-run 只看会怎样\n"
        "--take 字段=keep  这一项取保留的那条的（lose 取并入的）；legal= 选定户籍在哪一户\n"
        "--reason T        一位在世一位去世、看起来不是同一人时，要写明理由\n"
        "unmerge           取消合并，哪一天都行；合并以后改过的留着，一条条说出来\n"
        "distinct          记下这两位不是同一人，查重不再列出；--drop 取消\n"
        "erase             依法删除：从记录、日志内容、检索、草稿里删掉这位居民，不能撤销；--dry-run 只看会怎样")},
    {"household",
     "list [--where FIELD=VALUE ...] [--in REF] [--as-of DATE] [--limit N] [--after REF]\nshow REF [--as-of DATE]\n"
     "edit REF --set FIELD=VALUE ...\n"
     "move REF --to REF [--who REF,...] [--head REF] [--successor REF] [--role R] [--lease-until D] [--permit-until D] "
     "[--date D] [--reason T] [--legal] [--dry-run]\n"
     "split REF --who REF,... [--to REF] [--head REF] [--successor REF] [--date D] [--reason T] [--legal] [--dry-run]\n"
     "join REF --into REF [--who REF,...] [--successor REF] [--date D] [--reason T] [--legal] [--dry-run]\n"
     "end REF [--who REF,...] [--moved-to T] [--successor REF] [--date D] [--reason T] [--legal] [--dry-run]\n"
     "head REF --head REF [--dry-run]\n"
     "birth REF --mother REF|--guardian REF --name N --sex S --consent TEXT [--id-number N] [--relation R] [--date D] "
     "[--reason T] [--legal] [--dry-run]\n"
     "add --to REF|--into REF [--new TEXT ...] [--consent TEXT] [--who REF,...] [--head REF] [--role R] "
     "[--lease-until D] [--permit-until D] [--date D] [--reason T] [--legal] [--dry-run]\n"
     "swap REF [--new TEXT ...] [--consent TEXT] [--who REF,...] [--head REF] [--role R] [--lease-until D] [--date D] "
     "[--reason T] [--dry-run]\n"
     "renew REF [--who REF,...] [--lease-until D] [--permit-until D] [--role R] [--relation R] [--dry-run]\n"
     "merge KEEP LOSE [--take FIELD=keep|lose ...] [--reason T] [--dry-run]\nunmerge REF",
     N_("户：列出、查看、修改、合并、搬家、分户、迁入、换户主、续租"), 0, yz_cli_household, listing},
    {"building",
     "list [--where FIELD=VALUE ...] [--in REF] [--as-of DATE] [--limit N] [--after REF]\nshow REF [--as-of DATE]\n"
     "edit REF --set FIELD=VALUE ...\n"
     "move REF [--to REF] [--moved-to T] [--date D] [--reason T] [--legal] [--dry-run]",
     N_("楼栋：列出、查看、修改，整栋搬迁"), 0, yz_cli_building, listing},
    {"case",
     "open SERVICE [--person REF] [--household REF] [--building REF] [--set FIELD=VALUE ...]\n"
     "bulk SERVICE --building REF|--household REF|--grid REF ... [--only REF,...] [--set FIELD=VALUE ...] [--dry-run]\n"
     "list [--state S] [--evening] [--date D] [--overdue] [--due-within N] [--station S] [--staff S] [--service K] "
     "[--view V] [--waiting] [--offered] [--limit N]\n"
     "show NO\nexplain NO\ndo NO ACTION [--note T] [--reason T] [--days N] [--to STAFF|STATION] [--papers LIST] "
     "[--result T] [--when MOMENT] [--department D] [--set FIELD=VALUE ...]\nprint NO [--paper KEY] [--to "
     "file:PATH|lp[:QUEUE]|device:PATH]",
     N_("办件：受理、列出、查看、办理、打印"), 0, yz_cli_case,
     N_("open 在标准输出写办件编号；有错误时一次说出全部，什么也不存\n"
        "--set 字段=值     事项的一个字段，见 yizhan service show；papers= 已看到的材料，用逗号隔开\n"
        "--evening         在 --date 那天（不写是今天）延时服务时间受理的\n"
        "--date 日期       那天受理的\n"
        "do                办一步：accept assign start supplement papers resume extend return transfer take-over "
        "decline\n"
        "                  recall take hand finish verify close withdraw refuse reopen rate urge escalate de-escalate\n"
        "                  secret unsecret call called note；现在可以做哪些见 case explain\n"
        "--due-within N    N 天之内到期的\n"
        "--to              打印到文件、打印机或票据机；后面可加 ,a4 ,80mm ,58mm")},
    {"visit",
     "plan [--building REF|--grid REF]\nlog HOUSEHOLD --outcome OUTCOME [--worker S] [--note T] [--check K,...] "
     "[--phone P] [--need TEXT --field F]\nlist [--building REF] [--household REF] [--grid REF] [--staff S] [--since "
     "D] [--limit "
     "N]",
     N_("走访：走访名单、登记走访、走访记录"), 0, yz_cli_visit,
     N_("--outcome 结果    met 在家 absent 无人 refused 拒访 moved 已搬 new-tenant 新租\n"
        "--check K,...     这几项有问题：fire gas power alone\n"
        "--phone 电话      户主换了电话，同一次办理改登记\n"
        "--need 需求       听到的需求，同一次办理进需求清单；要写 --field\n"
        "--field 领域      party governance environment legal livelihood daily\n"
        "plan 不写地方就是自己的网格，每栋楼一行")},
    {"diary", "[--date D] [--until D] [--grid REF] [--staff S] [--print WHERE]",
     N_("网格日志：一天里、一个网格、一个人做了什么，从办理的记录里来"), YZ_CLI_FILE, yz_cli_diary,
     N_("--date D          哪一天；不写就是今天\n"
        "--until D         到哪一天\n"
        "--print WHERE     打印：lp[:队列]、file:文件、device:设备")},
    {"need",
     "list [--where FIELD=VALUE ...] [--limit N] [--after REF]\nadd --set FIELD=VALUE ...\nshow REF [--as-of "
     "DATE]\nedit REF --set FIELD=VALUE ...",
     N_("需求：列出、登记、查看、修改"), 0, yz_cli_need, listing},
    {"offer", OFFERS, N_("服务清单：部门提供的；列出、登记、查看、修改、确认"), 0, yz_cli_offer, listing},
    {"resource", OFFERS, N_("资源清单：单位、企业、志愿者的；列出、登记、查看、修改、确认"), 0, yz_cli_resource,
     listing},
    {"provider",
     "list [--where FIELD=VALUE ...] [--limit N] [--after REF]\nadd --set FIELD=VALUE ...\nshow REF [--as-of "
     "DATE]\nedit REF --set FIELD=VALUE ...",
     N_("提供方：共建单位、大党委成员、企业、志愿者、部门"), 0, yz_cli_provider, listing},
    {"match",
     "[NEED] [--limit N]\nNEED --why-not REF\n--plan [--accept] [--only REF,...]\n"
     "propose NEED OFFER [--units N] [--on D]\naccept ID [--on D] [--note T]\ndecline ID --reason R [--note T]\n"
     "deliver ID [--on D] [--note T]\nconfirm ID [--note T]\nreopen ID --note T\nwithdraw ID [--note T]\n"
     "list [--view V] [--need REF] [--offer REF] [--limit N]\nreasons",
     N_("匹配：候选、为什么不行、整张方案；从提出到居民确认"), YZ_CLI_FILE, yz_cli_match,
     N_("NEED              只看这条需求的候选；不写就是所有等着匹配的需求\n"
        "--limit N         每条需求最多几个候选，默认 5\n"
        "--why-not REF     这条服务或资源为什么不行：第一条不成立的条件\n"
        "--plan            所有等着匹配的需求怎么分最好，能力不超；旁边是逐条挑最好的合计\n"
        "--accept          方案里的都提出，作为一步；--only 只提这几条需求的\n"
        "--units N --on D  占几次、为哪一天提；不写是一次、今天\n"
        "--reason R        谢绝的原因，match reasons 列出；下一步按原因定\n"
        "--note T          备注；confirm 和 reopen 是居民的话\n"
        "--view V          waiting open proposed accepted delivered reopened confirmed declined all，默认 open")},
    {"survey",
     "list\nshow KEY\ncheck FILE\nadd FILE\ntarget KEY [GRID N]\n"
     "fill KEY --household REF|--grid REF [--anonymous] --set QUESTION=VALUE ...\n"
     "enter KEY --number N [--household REF|--grid REF] [--anonymous] --set QUESTION=VALUE ... [--take "
     "QUESTION=first|second ...]\n"
     "replies KEY\nresults KEY [--question NAME] [--grid REF|--by-grid]\nneed ANSWER --field F\nend KEY --reason T\n"
     "export KEY [--public] [--format csv|xlsx|json] [--encoding E] [--out FILE]\nprint KEY [--to WHERE]",
     N_("问卷：定义、目标、上门填、纸上两遍录入、结果、结束、导出、打印"), 0, yz_cli_survey,
     N_("FILE              XLSForm：.xlsx 或 CSV，写法见 docs/surveys.md；check 不需要驿站文件，一次说出全部错误\n"
        "target            每个网格的目标和完成多少；后面写网格和户数就是定目标\n"
        "--set 题目=回答   选项写代号、文字或次序，多选用逗号隔开\n"
        "--number N        纸上的编号；同一编号录第二遍时和第一遍比，不同的列出来\n"
        "--take            不同的以哪一遍为准：题目=first 或 题目=second，只写 first、second 就是全部\n"
        "--anonymous       不记名，只记网格和日期\n"
        "results           答卷少于三份的网格不单独列出\n"
        "need              一个文字回答转成需求；--field 领域见 need\n"
        "end               提前结束：不再收答卷，谁、什么时候、为什么都记下；录过一遍的纸还能录第二遍\n"
        "export            一份答卷一行，个人信息遮盖；--public 是公开的统计表，少于三份的组不列")},
    {"service", "list\nshow KEY\ncheck FILE\nload FILE", N_("服务事项：列出、查看、检查和装入定义文件"), 0,
     yz_cli_service, N_("check 不需要驿站文件，一次说出文件里的全部错误")},
    {"find-people", "[--date D] [--policy K] [--limit N]\ndismiss RULE PERSON [--until D] --reason T",
     N_("政策找人：今天该提醒谁，为什么，不早于哪天"), YZ_CLI_FILE, yz_cli_find_people,
     N_("--date 日期       那一天的名单\n"
        "--policy K        只看这一项，见 yizhan policy list\n"
        "dismiss           这一项对这位居民暂缓；--until 那天再提醒，不写时按政策文件")},
    {"report",
     "NAME [--hub URL] [--from D] [--to D] [--by WORD] [--as-of T] [--out FILE] [--print WHERE]\nlist\ncheck FILE",
     N_("报表：一段时间的数目，每个数都能打开它的行"), 0, yz_cli_report,
     N_("NAME              year 年报等，见 report list\n"
        "--from D --to D   这一段时间；不写时是报表自己的一段，到今天\n"
        "--by WORD         再按这个词分：grid building compound station staff month age，各报表能用的见 report list\n"
        "--as-of T         按那个时刻已知的重算，得到当时的数；写日期就是那天结束时\n"
        "--out FILE        写成 .csv 或 .xlsx（真的数字、图）；--print 打印：lp、file:文件、device:设备\n"
        "--hub URL         区县各站一起数，不写 --by 就按驿站分（URL 写 - 就用 trust/hub.conf [district] "
        "的）；区县没有数据的写明\n"
        "query             --json 里每个数带的 query 就是一条命令，列出这个数的每一行")},
    {"brief", "[--week|--month|--year] [--from D] [--to D] [--as-of T] [--print WHERE]",
     N_("简报：一周、一月、一年的文字和数，每个数都写着出处"), YZ_CLI_FILE, yz_cli_brief,
     N_("--week            不写就是这一周；--month 这个月，--year 今年，都到今天\n"
        "--from D --to D   别的一段时间\n"
        "--as-of T         按那个时刻已知的\n"
        "--print           打印：lp、file:文件、device:设备")},
    {"list", "FACT [WORD=VALUE ...] [--on D] [--as-of T] [--limit N] [--count]",
     N_("报表里每个数背后的行；不写 FACT 就列出能数什么、能用哪些词"), 0, yz_cli_list,
     N_("WORD=VALUE        "
        "state=finished,closed、age=60..64、received=2026-01-01..2026-06-30、grid=g:1.3、due=known、due=unknown\n"
        "--on D            住在这里的人、户和年龄按哪一天\n"
        "--as-of T         按那个时刻已知的\n"
        "--count           只写有多少行")},
    {"rate", "NO MARK [--paper] [--note T]", N_("好差评：记下居民对一件办件的评价"), YZ_CLI_FILE, yz_cli_rate,
     N_("MARK              5 非常满意 4 满意 3 基本满意 2 不满意 1 非常不满意\n"
        "--paper           照纸质评价表录入\n"
        "--note T          居民写的意见")},
    {"rating", "list [--bad] [--from D] [--to D]\nsummary [--from D] [--to D] [--by station]",
     N_("好差评：列出（站长等）、统计"), 0, yz_cli_rating,
     N_("--bad             只看不满意和非常不满意，带回访办到哪一步\n"
        "--by station      每个驿站一行；少于三件的不分级\n"
        "办事员和网格员只能看统计，一次一个已经完了的月")},
    {"policy", "list\ncheck FILE", N_("政策找人的定义文件：列出、检查"), 0, yz_cli_policy,
     N_("check 不需要驿站文件，一次说出文件里的全部错误")},
    {"group",
     "list [--in REF] [--date D]\nshow GROUP\nmembers GROUP [--in REF] [--date D] [--limit N]\n"
     "add PERSON GROUP --reason T --source T [--from D] [--until D] [--note T]\n"
     "end REF|(PERSON GROUP) [--on D] [--note T]\nedit REF --set FIELD=VALUE ...\ncheck FILE",
     N_("重点人群：字典和人数、名单、登记、截止、检查定义文件"), 0, yz_cli_group,
     N_("GROUP             key、名称或简称，见 group list\n"
        "--in REF          只算这个楼栋、小区或网格里的\n"
        "--date 日期       那一天的\n"
        "--from --until    从哪天起（不写是今天）、到哪天止（不写就一直算）\n"
        "--on 日期         截止在这天，最后一天；不写是今天\n"
        "由年龄和状态算出来的人群不用登记；保密的只有站长、管理员和审计员看得到\n"
        "show 和 check 不需要驿站文件，check 一次说出文件里的全部错误")},
    {"due",
     "(--service S | --limit LIMIT) --from T [--station S] [--hours SPANS] [--weekend SPANS] [--pause FROM/TO ...] "
     "[--explain]",
     N_("期限：到哪一刻止，怎么数出来的"), 0, yz_cli_due,
     N_("--limit 期限      \"10 工作日\" \"4 工作时\" \"24 自然时\" \"30 自然日\"\n"
        "--from 时间       从什么时候起算，\"2026-09-30 16:00\"\n"
        "--station 驿站    按这个驿站的开放时间（不写时自己的驿站）\n"
        "--hours 时间      工作时间 \"09:00-12:00,13:30-17:30\"；和 --limit "
        "一起写时不需要驿站文件，用程序自带的节假日\n"
        "--weekend 时间    不上班的日子也开门的时间\n"
        "--pause 起/止     暂停计时，可以写几次；\"起/\" 还没有恢复\n"
        "--explain         一步一步地列出怎么数的")},
    {"calendar", "list [YEAR]\ncheck FILE\nload FILE [--source TEXT]", N_("节假日和调休：列出、检查、装入"), 0,
     yz_cli_calendar,
     N_("文件每行一天：date,kind,name；kind 是 off（放假）或 work（上班）\n"
        "load 重新计算所有没办结的办件的期限，列出变了的\n"
        "--source 出处     通知的文号，和每一天一起记下")},
    {"staff",
     "list [--where FIELD=VALUE ...] [--in REF] [--limit N] [--after REF]\nadd --set FIELD=VALUE ...\n"
     "edit NAME --set FIELD=VALUE ...\npasswd [NAME]\ndisable NAME [--to NAME]\nenable NAME\nbind NAME USER",
     N_("工作人员和账号：列出、新增、修改、口令、停用、绑定系统用户"), 0, yz_cli_staff,
     N_("NAME 是姓名、登录名或 REF；除了 list 和自己的 passwd，都由管理员做\n"
        "--set             name login role station grid phone title since until；role 见 data/codes/staff_role.csv\n"
        "passwd            设口令；不写 NAME 是自己的。口令从终端问，或从 --password-fd N 读，一行一个\n"
        "disable           立刻停用，不删除；--to 接手没办完的办件、决议和草稿\n"
        "bind              系统用户 USER 登录这台机器时，就是 NAME，不再问口令")},
    {"ticket",
     "take [--name N] [--phone P] [--service K] [--person REF] [--priority] [--note T] [--station S]\n"
     "call [CODE] [--station S]\nabsent CODE [--station S]\nserve CODE [--station S]\n"
     "done CODE [--case NO] [--station S]\ncarry [--date D] [--station S]\n"
     "list [--all] [--date D] [--station S]\nfigures [--evening] [--date D] [--station S]",
     N_("排队叫号：取号、叫号、过号、接待、办完、顺延"), 0, yz_cli_ticket,
     N_("call 不写排队号就叫下一个：优先的在前，再是顺延的，再按号\n"
        "carry 把那天和以前没有办完的顺延到下一个开门的日子，排在最前\n"
        "--station 驿站    不写就是自己的驿站\n"
        "--all             那天全部的，按号；不写时只列等候、已叫号、接待中的")},
    {"shift",
     "add STAFF --from TIME --to TIME [--date D] [--station S] [--note T]\nlist [--date D] [--now] [--station S] "
     "[--all]",
     N_("班次：谁在哪里值班"), 0, yz_cli_shift,
     N_("--now             现在在岗的\n"
        "--all             全部驿站的")},
    {"handover",
     "list [--station S] [--limit N]\nshow [--now] [--station S]\ngive [--cash YUAN] [--papers N] [--note T] "
     "[--station S]\n"
     "take [--note T] [--station S]",
     N_("交接班：没办完的排队号、约定的回电、等补的材料、临期的办件"), 0, yz_cli_handover,
     N_("show 列出等着接的班；没有，或写了 --now，就是现在要交的\n"
        "take 由另一个人做；与交接单不同的写在 --note")},
    {"print", "KEY REF [--to file:PATH|lp[:QUEUE]|device:PATH]", N_("打印文书：办件的、排队号、交接班单、用印登记"),
     YZ_CLI_FILE, yz_cli_print_paper,
     N_("KEY               receipt notice supplement deferred completion rating refusal（办件）\n"
        "                  ticket（排队号）handover（交接班）seal seal-month（用印）certificate\n"
        "--to              打印到文件、打印机或票据机；后面可加 ,a4 ,80mm ,58mm")},
    {"prints", "[--since T] [--paper KEY] [--ref REF] [--limit N]", N_("打印记录：谁给谁打印了什么、打到哪里"),
     YZ_CLI_FILE, yz_cli_prints,
     N_("--paper KEY       只看这种文书\n--ref REF         只看这一件，如办件编号、用印编号")},
    {"certificate", "list\nshow NAME\nask NAME [--applicant NAME]\nprint NAME [--to file:PATH|lp[:QUEUE]|device:PATH]",
     N_("社区不再开具的证明：为什么、去哪里办"), 0, yz_cli_certificate,
     N_("NAME              名称、叫法、序号或 key\nask               记一次有人来问；姓名遮盖后才记\n"
        "print             打印告知单，也算一次")},
    {"seal",
     "add --set FIELD=VALUE ... [--override REASON]\nlist [--month M] [--text T] [--limit N]\nshow NO\n"
     "print NO [--paper KEY] [--to file:PATH|lp[:QUEUE]|device:PATH]",
     N_("用印登记：登记、列出、查看、打印"), 0, yz_cli_seal,
     N_("add 在标准输出写用印编号；--set 的字段见 yizhan dictionary seal\n"
        "--override 理由   社区不再开具的证明也要用印，由站长登记，写明理由\n"
        "--month 2026-11   那个月的\n"
        "--text 文字       事由、文件、申请人、电话、编号里有的\n"
        "--paper           seal 登记单（不写时），seal-month 那个月的登记册")},
    {"grid",
     "list [--as-of DATE]\nshow REF [--as-of DATE]\n"
     "rows REF --what WHAT [--unit U] [--as-of DATE] [--limit N]\ngaps [--as-of DATE]",
     N_("网格：片区、网格、楼栋、单元和数目，数目后面的名单，缺哪些岗"), YZ_CLI_FILE, yz_cli_grid,
     N_("--what 数目       buildings dwellings households people floating party centers cases posts gaps\n"
        "--unit 单元       只要楼栋的这个单元\n"
        "--as-of 日期      那一天结束时的数目和名单")},
    {"post",
     "list [--in REF] [--date D]\nadd --set FIELD=VALUE ...\nedit REF --set FIELD=VALUE ...\nend REF [--date D]",
     N_("网格岗位（3+X）：谁在岗，增加、修改、结束一个岗位"), YZ_CLI_FILE, yz_cli_post,
     N_("--in REF          一个网格，或一栋楼：那里现在谁在岗\n"
        "--date 日期       那一天在岗的；end 时是最后一天\n"
        "--set 的字段见 yizhan dictionary post")},
    {"center", "add --set FIELD=VALUE ...\nedit REF --set FIELD=VALUE ...\nend REF [--date D]",
     N_("党员中心户：增加、修改、结束一户"), YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_center,
     N_("--set household=REF --set person=REF 就够了，网格和楼栋按这一户的住处填\n"
        "--date 日期       最后一天；名单用 grid rows REF --what centers")},
    {"meeting",
     "list [--state S] [--text T] [--limit N]\nshow NO\nadd --set FIELD=VALUE ...\nedit NO --set FIELD=VALUE ...\n"
     "invite NO --building REF|--grid REF ...\nattend NO DOOR [--name N]\nopinion NO TEXT [--door REF] [--mark MARK]\n"
     "vote NO QUESTION [--secret] --set FIELD=VALUE ...\n"
     "resolve NO TEXT --owner STAFF --due D [--need F | --case SERVICE [--set FIELD=VALUE ...] | --link NO] [--about "
     "REF]\n"
     "close NO [--outcome T]\ninvitation NO [--to WHERE]\nminutes NO [--to WHERE]\nsummary NO [--to WHERE]\n"
     "agreement NO [--to WHERE]\nmatters",
     N_("小协商：提出、邀请、到会、意见、表决、决议、纪要、调解"), 0, yz_cli_meeting,
     N_("add               --set title=… 或 need=需求、case_id=办件；sort=mediation 是两家调解，first second 是甲乙方\n"
        "invite            楼栋、网格的每一户，可以几处，再邀请就换成新的；attend "
        "按门牌登记，一户一次（2-501，几栋的会 "
        "3-2-501）\n"
        "opinion           --mark 是决定以后的评议：very-good good fair bad very-bad\n"
        "vote              --set yes=、no=、abstain=、invalid= 户数，yes_square= 等是面积（平方米）；--secret "
        "无记名票\n"
        "                  按哪条规则：meeting matters；不写 matter= 就是提出时的\n"
        "resolve           --need 转为这个领域的需求；--case 转为这个事项的办件，--set 是办件的字段；--link "
        "已有的办件\n"
        "--about REF       需求、办件是为谁、在哪里：居民、户、楼栋；不写就是协商的那一栋\n"
        "minutes           协商纪要；summary 公开摘要：写着号码、全名、门牌就不给；--to 打印到那里，记入打印记录")},
    {"improvement",
     "list [--state S] [--text T] [--need REF] [--limit N]\nshow NO\nadd [--set FIELD=VALUE ...] [--need REF ...]\n"
     "edit NO --set FIELD=VALUE ...\nneed NO REF ... [--drop]\ngive NO --set FIELD=VALUE ...\n"
     "plan NO [--set FIELD=VALUE ...]\nstart NO [--set FIELD=VALUE ...]\nfinish NO [--set FIELD=VALUE ...]\n"
     "confirm NO --set FIELD=VALUE ...\nreopen NO --set FIELD=VALUE ...\ndrop NO --set FIELD=VALUE ...",
     N_("小转变：提出、安排、动工、完工、居民认可；谁出资出力"), 0, yz_cli_improvement,
     N_("add               --set name=… place=…（或 building= compound= grid=）；--need 回应的需求，内容地点可照它填\n"
        "need              再写上回应的需求；--drop 取消\n"
        "give              --set offer=REF 或 provider=REF、what=给了什么、worth=值多少元\n"
        "plan              --set plan= planned_days= planned_from= leader= crew=\n"
        "start finish      --set started=；finish 是 after= finished= cost= payer=，日期不写就是今天\n"
        "confirm           --set word_of=居民 或 "
        "word_name=、word=、word_on=：同一户的需求随着闭合，别家的等他们自己说\n"
        "reopen drop       --set reason=为什么\n"
        "                  一页记录：print improvement NO")},
    {"notice",
     "list\nshow NO [--out DIR]\n"
     "publish [--kind needs,services,resources,matches] [--from D] [--to D] [--grid REF] [--begins D] [--days N] "
     "[--replace "
     "NO] "
     "[--title T] --out DIR [--dry-run]\n"
     "preview [--kind needs,services,resources,matches] [--from D] [--to D] [--grid REF] [--begins D] [--days N] "
     "[--replace "
     "NO] "
     "[--title T]\n"
     "word REF TEXT|--leave-out|--drop\nfeedback NO [TEXT [--line N] [--answer T]]\nanswer REF TEXT\n"
     "need REF --field F",
     N_("公示：三张清单发成网页、A4 和表格，收到的反馈"), 0, yz_cli_notice,
     N_("publish           写出 notice-编号 的 .html .txt .csv；有一条看得出是谁就都不发，说出哪一条、为什么、怎么办\n"
        "--kind            哪几张清单，不写是三张都要；保密的需求从不公开\n"
        "--from --to       这些天里提出的需求；服务和资源是公示那几天里有效的\n"
        "--begins --days   从哪天起公示几天，不写是今天起、规定的天数\n"
        "--replace         用新的编号替换一份，旧的留着；show --out 把发过的再写出来，一字不差\n"
        "word              公开时用这句话代替原文；--leave-out 这一条不公开；--drop 仍用原文\n"
        "feedback          列出或登记收到的反馈；answer 写答复，need 转为需求")},
    {"import",
     "KIND FILE [--dry-run] [--create-places] [--consent TEXT] [--atomic] [--encoding E] [--sheet NAME] "
     "[--map HEADER=FIELD,...] [--sender NAME] [--rejects FILE]\n"
     "cases FILE --service KEY [--set FIELD=VALUE ...] [--dry-run] [--atomic] [--encoding E] [--sheet NAME] "
     "[--map HEADER=FIELD,...] [--sender NAME] [--rejects FILE]",
     N_("导入台账：好的行导入，每一行的每一个错误都说出来"), YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_import,
     N_("KIND              residents dwellings households buildings staff needs resources cases；文件是 .xlsx 或 CSV\n"
        "--dry-run         只检查，不写入\n"
        "--create-places   地址里没有的小区、楼栋，资源没有登记的提供方就建立，不写时退回这一行\n"
        "--consent 谁     不满 14 周岁的新居民，行里没写监护人同意的按这个记：谁同意的；写“是”按行里的监护人、母亲\n"
        "--atomic          有一行不行就全部不导入；也可写 --whole\n"
        "--encoding E      utf-8、gb18030、utf-16le；不写时自己判断\n"
        "--service 事项    cases：每一行的人办一件这个事项；表头是事项的字段名\n"
        "--set 字段=值     cases：各行都一样的\n"
        "--sheet 工作表    工作簿里读哪一张；不写时读有表格的第一张\n"
        "--map             不认识的表头是哪个字段，或写着这些的文件\n"
        "--sender 来源     记住这个来源的表头对应（--map），下次只写来源就行\n"
        "--rejects 文件    退回的行连同原因写成 CSV，名字以 .xlsx 结尾的写成工作簿")},
    {"export", "KIND [--format csv|xlsx|json] [--encoding utf-8|gb18030] [--in REF] [--out FILE]", N_("导出台账"),
     YZ_CLI_FILE, yz_cli_export,
     N_("个人信息遮盖；要完整的用 --reveal --reason\n"
        "--out 文件        不写时写到标准输出；已有的文件不覆盖；名字以 .xlsx 结尾的写成工作簿")},
    {"template",
     "add NAME --from FILE [--kind K] [--map HEADER=SOURCE,...] [--title T] [--format csv|xlsx] [--encoding E]\n"
     "edit NAME [--map HEADER=SOURCE,...] [--title T] [--format csv|xlsx] [--encoding E]\n"
     "list\nshow NAME\nfields [KIND]\nrun NAME [--changed] [--sent] [--in REF] [--out FILE]\nremove NAME",
     N_("上报模板：上级要的列、顺序、标题、代码，存一次，一条命令出表"), 0, yz_cli_template,
     N_("--from 文件       上级发来的空表（.xlsx 或 CSV）；认不出的列用 --map 写明\n"
        "--kind K          residents（不写时）dwellings households buildings staff\n"
        "--map 表头=来源   来源见 template fields；后面可加 @ 写法：性别=sex @ code，出生=birth @ yyyymmdd，性别=sex @ "
        "男:1|女:2\n"
        "--title 文字      表头上方的行，{date} 换成当天\n"
        "--changed         只要上次报送以后有变化的\n"
        "--sent            写完记为已报送\n"
        "个人信息遮盖；要完整的用 --reveal --reason")},
    {"validate", "idcard|uscc|birthcert|phone VALUE", N_("检查号码：身份证、统一社会信用代码、出生医学证明、电话"), 0,
     yz_cli_validate, NULL},
    {"log", "[--since T] [--until T] [--staff S] [--ref REF|--kind K] [--verb V] [--act N] [--limit N] [--out FILE]",
     N_("日志：谁在什么时候改了什么"), YZ_CLI_FILE, yz_cli_log,
     N_("--verb 做法       如 登录、修改居民、export；写一部分也行\n"
        "--kind 种类       只列这种记录的：person case …，见 yizhan dictionary\n"
        "--out 文件        写成 CSV，谁导出的记入日志\n"
        "--limit N         最多几行（不写时屏幕上 50 行，--json 全部）")},
    {"undo", "[ACT]", N_("撤销一项操作；不写编号就是自己最近的一项"), YZ_CLI_FILE | YZ_CLI_WRITES, yz_cli_undo, NULL},
    {"verify", "[--since HEAD]", N_("核对驿站文件：哈希链、每条记录、数据库本身"), YZ_CLI_FILE, yz_cli_verify,
     N_("--since 链头      交接单上印的日志末行（前 8 位起）：在不在链上，是第几行、什么时候")},
    {"doctor", "[--repair] [--accept-loss]", N_("检查一致性；--repair 重建查找键和计数"), 0, yz_cli_doctor,
     N_("--accept-loss     文件被旧的副本替换过时，认可丢失，接着使用")},
    {"backup",
     "FILE [--encrypt [--password-fd N] | --to-key PUBLIC]\n--auto [--folder DIR] [--to-key PUBLIC]\n"
     "--now [--folder DIR] [--to-key PUBLIC]\nlist [--folder DIR]\n"
     "check FILE [--key SECRET | --encrypt [--password-fd N]]\nkeygen FILE",
     N_("备份：完整，恢复到临时处核对过，别人照常工作"), 0, yz_cli_backup,
     N_("--auto            有没备份过的办理就备份一份，并按 7 天、4 周、12 月轮换；给定时任务用\n"
        "--now             现在就备份一份，其余同 --auto\n"
        "--folder 文件夹   不写时见 trust/backup.conf，再不写是驿站文件旁边的 文件名.backups\n"
        "--encrypt         用口令加密，口令在终端上问，或从 --password-fd N 读一行\n"
        "--to-key 公钥     用公钥加密，只有私钥打得开\n"
        "list              有哪些备份；check 查一份；keygen 做一对钥匙（FILE 和 FILE.pub）")},
    {"restore", "FILE [--force] [--dry-run] [--key SECRET] [--password-fd N]", N_("从备份恢复"), 0, yz_cli_restore,
     N_("--force           已有驿站文件时也恢复；原来的文件改名保留\n"
        "--dry-run         只看：备份好不好，现在的文件比它多了哪些办理\n"
        "--key 私钥        打开用公钥加密的备份；用口令加密的在终端上问口令")},
    {"hub",
     "status\nsync [URL]\nsync --auto|--now\npush [URL]\npull [URL]\nrebuild URL NUMBER\n"
     "rejoin [URL] [--dry-run]\ninit URL\n"
     "register URL NUMBER --name NAME [--address A] [--at NORTH,EAST] [--password-fd N]\n"
     "send URL calendar|service|notice FILE [--source T] [--to N ...]\nstations URL\n"
     "queue URL NUMBER [--view open|overdue|evening|needs|resources|matches|staff]\ninbox [--all]\n"
     "offer WHAT STATION [--note T]\naccept LETTER [--note T] [--dwelling ADDRESS]\ndecline LETTER --note T\n"
     "recall LETTER\nshare RESOURCE\nfind NUMBER [URL]\nserve NUMBER STATION [URL]",
     N_("区县：各驿站的日志汇到一个 PostgreSQL"), 0, yz_cli_hub,
     N_("URL               postgresql://yizhan_station_7@主机/数据库；不写时用 trust/hub.conf 里的。口令写在 "
        "~/.pgpass\n"
        "status            传到哪里了，还有多少没传\n"
        "sync              先收后传；push 只传没传过的日志行，pull 只收\n"
        "                  从备份恢复的文件，丢失的日志行从区县取回来\n"
        "--auto            到时候才同步，给定时任务用；--now 现在就同步。谁都不用登录，只连 trust/hub.conf 里的\n"
        "rebuild           文件丢了、又没有备份：用区县有的建一个新的驿站文件\n"
        "init              在一个数据库里建区县库（管理员）\n"
        "register          登记一个驿站和它的用户（管理员）；口令在终端上问，或从 --password-fd N 读一行\n"
        "send              给各驿站发一份节假日安排或一个事项；--to 写编号，不写就是全部\n"
        "offer             WHAT "
        "是办件、资源或一户；一户的人、居住关系、重点人群（保密的除外）跟着转，在办的事和需求留下\n"
        "accept            接一户要写 --dwelling：他们在本站住哪里\n"
        "stations          各驿站：最近来过、日志到哪一行、在办、超期、晚间几件")},
    {"init", "\n--community JSON --station NAME [--number N] [--admin NAME]", N_("为真实的社区建立一个空的驿站"), 0,
     yz_cli_init,
     N_("--community 文件  社区的说明，格式见 docs/community.md\n"
        "--station 名称    这个文件是哪个驿站的\n"
        "--number N        这个驿站在区县里的编号，不写是 1；要连区县就按区县给的写，以后不变\n"
        "--admin 姓名      运行这条命令的人，成为管理员，绑定他的系统用户\n"
        "在终端上会问要不要设口令，也可以 --password-fd N；没有默认口令")},
    {"tour", "", N_("在演示文件上走一遍：登记新生儿、走访、晚间的办件"), 0, yz_cli_tour, NULL},
    {"demo", "[--households N] [--people N] [--seed S] [--date D] [--as ROLE] [--practice] [--force]",
     N_("写一个演示驿站，人员全部虚构"), 0, yz_cli_demo,
     N_("参数相同，内容就相同；不写时 13350 户、100000 人\n"
        "--date 日期       文件里的“今天”\n"
        "--as 岗位         谁来练：clerk grid-worker supervisor admin auditor，不写是 clerk\n"
        "--practice        供练习：只有居民和新生儿，窗口没有别的事\n"
        "--force           覆盖已有的文件")},
    {"dictionary", "[KIND]", N_("数据字典：每种记录的每个字段"), 0, yz_cli_dictionary, NULL},
    {"help", "[COMMAND]", N_("全部命令，或一个命令的用法"), 0, yz_cli_help, NULL},
    {NULL, NULL, NULL, 0, NULL, NULL},
};
