/**
 * What a page can do beyond being read, as the text of its one script: sort tables, give their rows as CSV, walk the
 * marks of a drawing by arrow keys with their reading said aloud and shown, change the theme, open all for print.
 */
export const pageScript = `(function(){'use strict';
var root=document.documentElement,live=document.getElementById('reading');
function each(where,what,act){Array.prototype.forEach.call(where.querySelectorAll(what),act)}
function button(text,act){var made=document.createElement('button');made.type='button';made.textContent=text;made.addEventListener('click',act);return made}
var head=document.querySelector('header');
if(head){var theme=button('',function(){root.dataset.theme=isDark()?'light':'dark';name()});
var isDark=function(){return root.dataset.theme?root.dataset.theme==='dark':matchMedia('(prefers-color-scheme: dark)').matches};
var name=function(){theme.textContent=isDark()?'Light':'Dark'};theme.setAttribute('aria-label','Change between light and dark');theme.style.float='right';name();head.prepend(theme)}
each(document,'table.sortable',function(table){each(table.tHead,'th',function(th,at){
var words=th.textContent;th.textContent='';th.append(button(words,function(){
var up=th.getAttribute('aria-sort')!=='ascending';each(table.tHead,'th',function(other){other.removeAttribute('aria-sort')});
th.setAttribute('aria-sort',up?'ascending':'descending');
var keyed=Array.prototype.map.call(table.tBodies[0].rows,function(row){var cell=row.cells[at];return{row:row,v:cell.dataset.v===undefined?null:Number(cell.dataset.v),t:cell.textContent}});
keyed.sort(function(a,b){var order=a.v!==null&&b.v!==null?a.v-b.v:a.v!==null?-1:b.v!==null?1:a.t.localeCompare(b.t);return up?order:-order});
keyed.forEach(function(item){table.tBodies[0].append(item.row)});live.textContent='sorted by '+words}))})});
each(document,'main>section',function(part){var all=part.querySelectorAll(':scope>section>details.folded');if(all.length<4)return;
var open=button('Open all',function(){var up=open.textContent==='Open all';each(part,':scope>section>details.folded',function(one){one.open=up});open.textContent=up?'Close all':'Open all'});
all[0].parentNode.before(open)});
each(document,'.twin',function(twin){twin.append(button('CSV',function(){
var text=Array.prototype.map.call(twin.querySelectorAll('tr'),function(row){return Array.prototype.map.call(row.cells,function(cell){
var value=cell.textContent;if(/^[=+@\\t\\r]/.test(value))value="'"+value;return '"'+value.replace(/"/g,'""')+'"'}).join(',')}).join('\\r\\n');
var link=document.createElement('a');link.download='table.csv';link.href=URL.createObjectURL(new Blob(['\\ufeff'+text],{type:'text/csv'}));link.click();
setTimeout(function(){URL.revokeObjectURL(link.href)},1000)}))});
each(document,'.drawing>svg.chart',function(svg){var marks=svg.querySelectorAll('.m');if(!marks.length)return;
var at=-1,shown=document.createElement('p');shown.className='walk';shown.setAttribute('aria-hidden','true');
svg.parentNode.after(shown);svg.setAttribute('tabindex','0');svg.setAttribute('role','application');
var title=svg.querySelector('title'),desc=svg.querySelector('desc');
svg.setAttribute('aria-label',title.textContent);svg.setAttribute('aria-roledescription','chart, arrow keys read its '+marks.length+' marks');
if(desc)svg.setAttribute('aria-description',desc.textContent);
function go(to){if(at>=0)marks[at].classList.remove('on');at=Math.max(0,Math.min(marks.length-1,to));marks[at].classList.add('on');
var own=marks[at].querySelector('title');live.textContent=shown.textContent=own?own.textContent:''}
svg.addEventListener('keydown',function(event){if(event.altKey||event.ctrlKey||event.metaKey)return;
var step={ArrowRight:at+1,ArrowDown:at+1,ArrowLeft:at-1,ArrowUp:at-1,Home:0,End:marks.length-1}[event.key];
if(step!==undefined){event.preventDefault();go(step)}});
svg.addEventListener('blur',function(){if(at>=0)marks[at].classList.remove('on');shown.textContent=''})});
addEventListener('beforeprint',function(){each(document,'details.folded:not([open])',function(one){one.open=true;one.dataset.opened=''})});
addEventListener('afterprint',function(){each(document,'details[data-opened]',function(one){one.open=false;delete one.dataset.opened})});
function reveal(){var to=location.hash&&document.getElementById(location.hash.slice(1));if(to)for(var one=to.querySelector('details.folded')||to;one;one=one.parentElement)if(one.tagName==='DETAILS')one.open=true}
addEventListener('hashchange',reveal);reveal();
})();`;

/** The script's name in the page's Content-Security-Policy: its SHA-256. A test holds it against the text. */
export const pageScriptHash = 'sha256-Cvup+kdf8xc0qWfJM4e5lRawHfVzIUiOZoCHu9+vkRE=';
