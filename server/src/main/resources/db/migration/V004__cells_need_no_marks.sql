-- Which months are to be made anew follows from the files that each page was made of (decision 031): nobody marks days.
drop table dirty_day;
